import type { Answer } from "./answer.ts";
import { type Chance, chanceOf, wordOf } from "./chance.ts";
import type { FaultKind, RequestFault } from "./fault-plan.ts";

/** What kind of answer it is, so that its rows can be spoilt. */
export type Listing = {
  /** The member with the rows, e.g. "sales"; of one record its own name, e.g. "sale". */
  readonly member: string;
  /** The page key it was asked with. */
  readonly pageKey: string | undefined;
  /** The field that a bad record has of a wrong type. */
  readonly badField: string | undefined;
  /** In which stretch of time it is: a bad record stays bad within one. */
  readonly stretch: number;
  /** The last rows of the page before, kept by the caller from answer to answer. */
  readonly before: unknown[];
};

type Tools = {
  readonly strikes: (kind: RequestFault) => boolean;
  readonly chance: Chance;
  readonly count: (kind: FaultKind) => void;
  readonly share: (kind: RequestFault) => number;
};

const rowFaults: readonly RequestFault[] = [
  "duplicate-rows",
  "reordered-rows",
  "skipped-row",
  "shifting-list",
  "lying-page-key",
  "bad-record",
];

/** The same answer with rows twice, missing, in another order, of a wrong type, or with a key that leads back. */
export function spoilRows(answer: Answer, listing: Listing, tools: Tools): Answer {
  // Reading and writing each page again would take longer than making it.
  if (answer.status !== 200 || !rowFaults.some((kind) => tools.share(kind) > 0)) return answer;
  const read = parsed(answer.body);
  if (read === undefined) return answer;
  const held = read[listing.member];
  if (Array.isArray(held)) {
    const rows: unknown[] = held.map((row) => spoilRecord(row, listing, tools));
    const spoilt = spoilList(rows, listing, tools);
    listing.before.splice(0, listing.before.length, ...rows.slice(-2));
    const key = lyingKey(read, listing, tools);
    return { ...answer, body: JSON.stringify({ ...read, ...key, [listing.member]: spoilt }) };
  }
  const record = spoilRecord(held, listing, tools);
  return record === held ? answer : { ...answer, body: JSON.stringify({ ...read, [listing.member]: record }) };
}

function parsed(body: string): Record<string, unknown> | undefined {
  const value: unknown = JSON.parse(body);
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}

function spoilList(rows: unknown[], listing: Listing, { strikes, chance, share, count }: Tools): unknown[] {
  const out = [...rows];
  if (out.length > 0 && strikes("duplicate-rows")) out.push(...out.slice(0, 1 + chance.below(2)));
  if (out.length > 1 && strikes("reordered-rows")) out.reverse();
  if (out.length > 1 && strikes("skipped-row")) out.splice(chance.below(out.length), 1);
  const shifts = listing.pageKey !== undefined && listing.before.length > 0 && chance.hits(share("shifting-list"));
  if (shifts) count("shifting-list");
  return shifts ? [...listing.before, ...out] : out;
}

function lyingKey(read: Record<string, unknown>, { pageKey }: Listing, { strikes }: Tools): Record<string, string> {
  if (pageKey === undefined || read["next_page_key"] === undefined || !strikes("lying-page-key")) return {};
  return { next_page_key: pageKey };
}

/** Whether a record is bad depends on it and on the time alone: who asks again at once gets the same. */
function spoilRecord(row: unknown, { badField, stretch }: Listing, { share, count }: Tools): unknown {
  if (badField === undefined || typeof row !== "object" || row === null || !("id" in row)) return row;
  if (!chanceOf(wordOf(String(row.id)), 0xbad, stretch).hits(share("bad-record"))) return row;
  count("bad-record");
  return { ...row, [badField]: "12.5" };
}
