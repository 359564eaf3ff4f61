import type { Problem } from "../../base/problem.ts";
import type { ImportSummary } from "../import/summary.ts";

/** Why a file was refused, in one paragraph. */
export function refusalText(found: Problem): string {
  return [found.sentence, found.kept, found.fix].filter((part) => part).join(" ");
}

/** Which rows of a file were refused, for the note that is laid beside it. */
export function refusedRowsText({ rows, refusals, fileName }: ImportSummary): string {
  const lines = refusals.map(({ line, reason }) => `Line ${line}: ${reason}.`);
  const more = rows.refused - refusals.length;
  return [
    `${fileName}: ${rows.booked + rows.known} of ${rows.read} rows are in the books; these were refused and are kept with their reason:`,
    "",
    ...lines,
    ...(more > 0 ? [`… and ${more} more; \`millrace imports\` and \`millrace imports refused\` show all.`] : []),
    "",
  ].join("\n");
}
