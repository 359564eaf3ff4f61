import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { refreshTopics } from "../../lib/api/queries.ts";
import { dayKey } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Progress } from "../../ui/progress.tsx";
import { Refusals } from "./refusals.tsx";
import type { Booking, Result } from "./shapes.ts";
import { importWords } from "./words.ts";

type Props = { readonly booking: Booking; readonly name: string; readonly onAnother: () => void };

/** How far a file is booked, and what came of it. */
export function BookingCard({ booking, name, onAnother }: Props) {
  const w = useWords(importWords);
  const client = useQueryClient();
  const isDone = booking.state === "booked";
  useEffect(() => {
    if (isDone) refreshTopics(client, ["sales", "payouts", "products", "books", "platforms"]);
  }, [isDone, client]);
  if (booking.state === "booked") return <Done result={booking.result} onAnother={onAnother} />;
  if (booking.state === "failed")
    return (
      <Card title={name} flush>
        <ErrorNote title={booking.problem.title} actions={<Button onClick={onAnother}>{w.another}</Button>}>
          {booking.problem.detail}
        </ErrorNote>
      </Card>
    );
  const { bytes = 0, bytesTotal = 0, rows = 0 } = booking.state === "booking" ? booking.progress : {};
  const left = bytesTotal === 0 ? undefined : Math.max(rows, Math.round((rows * bytesTotal) / Math.max(bytes, 1)));
  return (
    <Card title={name}>
      <Progress what={w.booking} done={rows} total={left}>
        {w.bookingText}
      </Progress>
    </Card>
  );
}

function Done({ result, onAnother }: { readonly result: Result; readonly onAnother: () => void }) {
  const w = useWords(importWords);
  const here = useHere();
  const { rows, from, to, source, refusals } = result;
  const span = from && to ? `from=${dayKey(from, here.zone)}&to=${dayKey(to, here.zone)}&` : "";
  return (
    <Card title={w.done(rows.booked)}>
      <p role="status" className="muted">
        {result.brokenOff ? w.stopped : w.doneText}
      </p>
      {rows.refused > 0 && <Refusals refusals={refusals} total={rows.refused} />}
      <div className="import-after">
        <ButtonLink kind="primary" to="/">
          {w.toToday}
        </ButtonLink>
        <ButtonLink to={`/money/sales?${span}source=${source}`}>{w.toSales}</ButtonLink>
        <Button kind="quiet" onClick={onAnother}>
          {w.another}
        </Button>
      </div>
    </Card>
  );
}
