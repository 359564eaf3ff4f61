import { useState } from "react";
import type { z } from "zod";
import type { targets } from "../../../../src/api/contract/targets.ts";
import { useRead } from "../../lib/api/read.ts";
import { ask } from "../../lib/api/request.ts";
import { useHomeBook, useRefresh } from "../../lib/auth/read-auth.ts";
import { useWords } from "../../lib/words/words.ts";
import { Card } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Field } from "../../ui/field.tsx";
import { FormRefusal } from "../../ui/form-refusal.tsx";
import { toast } from "../../ui/toast-store.ts";
import { useChange } from "./use-change.tsx";
import { settingsWords } from "./words.ts";

type Targets = z.infer<typeof targets>;
type Target = Targets["items"][number];

export default function TargetsPart() {
  const w = useWords(settingsWords);
  const home = useHomeBook();
  const { data, error, refetch } = useRead<Targets>("/targets", { query: { book: home }, topics: ["books", "sales"] });
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const none: Target = { currency: "USD", usual: false, month: null, day: null };
  return (
    <>
      {data.items.length === 0 && <Empty title={w.targets.none}>{w.targets.noneText}</Empty>}
      {(data.items.length > 0 ? data.items : [none]).map((one) => (
        <TargetCard key={one.currency} target={one} />
      ))}
    </>
  );
}

function TargetCard({ target }: { readonly target: Target }) {
  const w = useWords(settingsWords);
  const home = useHomeBook();
  const refresh = useRefresh();
  const { refusal, change } = useChange();
  const { currency } = target;
  const save = async (span: "month" | "day", value: string | null, undo?: string | null): Promise<void> => {
    const send = () =>
      ask("/targets", {
        method: "PATCH",
        query: { book: home },
        body: { currency, [span]: value === "" ? null : value },
      });
    const done = await change(span, send);
    refresh("/targets", "/today");
    if (done)
      toast(
        undo === undefined ? w.putBack : w.saved,
        undo === undefined ? {} : { onUndo: () => void save(span, undo) },
      );
  };
  return (
    <Card title={w.targets.title(currency)}>
      <div className="form">
        {target.usual && <p className="muted pretty">{w.targets.usual}</p>}
        <div className="settings-line">
          {(["month", "day"] as const).map((span) => (
            <Amount
              key={`${span} ${target[span]?.target}`}
              label={w.targets[span]}
              value={target[span]?.target ?? ""}
              error={refusal?.fields[span]}
              onValue={(value) => void save(span, value, target[span]?.target ?? null)}
            />
          ))}
        </div>
        <p className="small muted pretty">{w.targets.off}</p>
        <FormRefusal refusal={refusal} />
      </div>
    </Card>
  );
}

type AmountProps = {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onValue: (value: string) => void;
};

function Amount({ label, value, error, onValue }: AmountProps) {
  const [typed, setTyped] = useState(value);
  // Groups as people write them are no part of the number.
  const leave = (): void => {
    const plain = typed.replaceAll(/[\s,]/g, "");
    if (plain !== value) onValue(plain);
  };
  return (
    <Field
      amount
      label={label}
      value={typed}
      error={error}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === "Enter" && leave()}
    />
  );
}
