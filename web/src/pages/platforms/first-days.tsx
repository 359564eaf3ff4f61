import { useRead } from "../../lib/api/read.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { ButtonLink } from "../../ui/button-link.tsx";
import { Figure } from "../../ui/figure.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ReadingBar } from "./reading-bar.tsx";
import type { Board, Connected } from "./shapes.ts";
import { platformsWords } from "./words.ts";

type Props = {
  readonly connected: Connected;
  readonly book: string;
  readonly step: string;
  readonly onClose: () => void;
};

/** The last 30 days as they come in, newest first, while the older history is still under way. */
export function FirstDays({ connected, book, step, onClose }: Props) {
  const w = useWords(platformsWords);
  const { data } = useRead<Board>("/platforms", { query: { book }, topics: ["platforms", "sales", "products"] });
  const card = data?.items.find((one) => one.platform === connected.platform && one.account === connected.account.name);
  const done = card?.state === "connected";
  const failed = card?.state === "failing" || card?.state === "reconnect";
  const sentence = done ? (card.recentSales === 0 ? w.firstNone : w.firstDone) : failed ? w.stopped : w.firstText;
  return (
    <Sheet
      title={w.connectedTo(connected.account.name)}
      step={step}
      onClose={onClose}
      foot={
        <>
          <Button kind="primary" onClick={onClose}>
            {w.done}
          </Button>
          <ButtonLink kind="quiet" to={`/money/sales?source=${connected.platform}&book=${book}`}>
            {w.seeSales}
          </ButtonLink>
        </>
      }
    >
      <div className="stack">
        <div aria-live="polite">
          <Figure
            label={w.first}
            value={card ? w.firstSales(card.recentSales) : undefined}
            level={done ? "complete" : "least"}
          />
        </div>
        {card && <ReadingBar card={card} />}
        <p className="muted pretty">{sentence}</p>
        {connected.endsWith && <p className="small faint mono">{w.endsWith(connected.endsWith)}</p>}
        <p className="small muted" lang="en">
          {connected.pings.sentence}
        </p>
        {connected.warnings.map((warning) => (
          <p key={warning} className="platforms-where" lang="en">
            {warning}
          </p>
        ))}
      </div>
    </Sheet>
  );
}
