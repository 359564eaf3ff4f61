import { useState } from "react";
import { number } from "../../lib/format/number.ts";
import { platformName } from "../../lib/format/platform-name.ts";
import { day } from "../../lib/format/time.ts";
import { useGo } from "../../lib/route/link.tsx";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Refusals } from "./refusals.tsx";
import type { Result } from "./shapes.ts";
import type { Import } from "./use-import.ts";
import { importWords } from "./words.ts";

/** What a file would bring: new, known, not understood. Nothing of it is booked yet. */
export function Preview({ result, work }: { readonly result: Result; readonly work: Import }) {
  const w = useWords(importWords);
  const here = useHere();
  const go = useGo();
  const [isLooking, setIsLooking] = useState(false);
  const { rows, figures, refusals } = result;
  const lines: readonly (readonly [string, number, string])[] = [
    [w.news, rows.booked, w.newsText],
    [w.known, rows.known, w.knownText],
    [w.refused, rows.refused, w.refusedText],
  ];
  return (
    <Card
      title={<span className="import-name">{result.fileName}</span>}
      end={<span className="small faint num">{w.rows(rows.read)}</span>}
      flush
    >
      <div className="import-facts">
        <p>
          {w.from(platformName(result.source), result.layout)}{" "}
          {result.from && result.to && w.period(day(result.from, here), day(result.to, here))}
        </p>
        <Remarks result={result} />
      </div>
      <table className="import-table">
        <thead>
          <tr>
            <th scope="col">{w.understoodAs}</th>
            <th scope="col">{w.count}</th>
            <th scope="col">{w.what}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, count, text]) => (
            <tr key={name} data-none={count === 0 || undefined}>
              <th scope="row">{name}</th>
              <td>{number(count, here.lang)}</td>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {figures.length > 0 && <Added figures={figures} />}
      {isLooking && <Refusals refusals={refusals} total={rows.refused} />}
      {work.bookError && <ErrorNote error={work.bookError} />}
      <div className="import-acts">
        {rows.booked > 0 && (
          <Button kind="primary" busy={work.isBooking} onClick={work.book}>
            {w.book(rows.booked)}
          </Button>
        )}
        {rows.refused > 0 && (
          <Button aria-expanded={isLooking} onClick={() => setIsLooking(!isLooking)}>
            {w.lookAt(rows.refused)}
          </Button>
        )}
        <Button onClick={work.startOver}>{w.another}</Button>
        <Button kind="quiet" onClick={() => go("/")}>
          {w.leave}
        </Button>
      </div>
    </Card>
  );
}

function Remarks({ result }: { readonly result: Result }) {
  const w = useWords(importWords);
  const { rows, understood, corrected, incomplete, seenBefore, brokenOff, notes } = result;
  return (
    <>
      {seenBefore ? <p>{w.seenBefore}</p> : rows.booked === 0 && rows.refused === 0 && <p>{w.nothingNew}</p>}
      {corrected > 0 && <p>{w.corrected(corrected)}</p>}
      {incomplete > 0 && <p>{w.incomplete(incomplete)}</p>}
      {brokenOff && <p>{brokenOff}</p>}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {understood.length > 0 && (
        <>
          <p>{w.guessed}</p>
          <ul className="import-understood">
            {understood.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** In each currency: what was sold, given back, taken, kept. */
function Added({ figures }: { readonly figures: Result["figures"] }) {
  const w = useWords(importWords);
  return (
    <table className="import-table">
      <caption>{w.added}</caption>
      <thead>
        <tr>
          <th scope="col">{w.currencyHead}</th>
          <th scope="col">{w.sales}</th>
          <th scope="col">{w.refunds}</th>
          <th scope="col">{w.fees}</th>
          <th scope="col">{w.earned}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map(({ currency, gross, refunded, fees, net }) => (
          <tr key={currency}>
            <th scope="row">{currency}</th>
            {[gross, refunded, fees, net].map((amount, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
              <td key={at}>
                <MoneyCell value={{ amount, currency }} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
