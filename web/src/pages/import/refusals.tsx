import { number } from "../../lib/format/number.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import type { Result } from "./shapes.ts";
import { importWords } from "./words.ts";

type Props = { readonly refusals: Result["refusals"]; readonly total: number };

/** Which lines were not understood, and why. */
export function Refusals({ refusals, total }: Props) {
  const w = useWords(importWords);
  const here = useHere();
  return (
    <>
      <table className="import-table import-refusals">
        <thead>
          <tr>
            <th scope="col">{w.line}</th>
            <th scope="col">{w.why}</th>
          </tr>
        </thead>
        <tbody>
          {refusals.map(({ line, reason }) => (
            <tr key={line}>
              <th scope="row">{number(line, here.lang)}</th>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > refusals.length && <p className="import-facts">{w.moreRefused(total - refusals.length)}</p>}
    </>
  );
}
