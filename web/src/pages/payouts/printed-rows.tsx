import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { shortDay } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { lineName } from "./payout-rows.tsx";
import type { Line, Proof } from "./shapes.ts";
import { useMoney } from "./use-money.ts";
import { payoutsWords } from "./words.ts";

type Props = { readonly proof: Proof; readonly rows: readonly Line[]; readonly onReady: () => void };

/** Every row on paper, where the page itself draws only those one looks at. Says when it stands. */
export default function PrintedRows({ proof, rows, onReady }: Props) {
  const w = useWords(payoutsWords);
  const here = useHere();
  const write = useMoney();
  const ready = useRef(onReady);
  useEffect(() => {
    document.documentElement.dataset["printing"] = "rows";
    const frame = requestAnimationFrame(() => ready.current());
    return () => {
      cancelAnimationFrame(frame);
      delete document.documentElement.dataset["printing"];
    };
  }, []);
  const place = document.querySelector(".proof .proof-rows");
  if (!place) return null;
  const amount = (text: string | null): string =>
    text === null ? "–" : write({ amount: text, currency: proof.currency });
  return createPortal(
    <table className="payouts-printed">
      <thead>
        <tr>
          {[w.row, w.date, w.price, w.fee, w.net].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((line) => (
          <tr key={line.number}>
            <td>{lineName(line, w)}</td>
            <td>{shortDay(line.on, { ...here, zone: "UTC" })}</td>
            <td>{amount(line.gross)}</td>
            <td>{amount(line.fees)}</td>
            <td>{amount(line.net)}</td>
          </tr>
        ))}
      </tbody>
    </table>,
    place,
  );
}
