import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Cursor, Page, PulledRecord, Rejected } from "../../spec/connector.ts";
import { type Exact, isObject, parseExact } from "../../spec/json-kit/exact.ts";
import { elementsOf } from "../../spec/json-kit/slices.ts";
import { label } from "../../spec/profile-kit/text.ts";
import type { Reply } from "./client.ts";

type Done = Reply & { readonly kind: "done" };

/** The records of a list, each as it is written. */
export function rawsOf(reply: Done, member: string): Result<readonly string[], Failure> {
  const raws = elementsOf(reply.text, member);
  if (raws !== undefined) return ok(raws);
  const sentence = `Gumroad's answer has no list of ${member}.`;
  return err({ kind: "fatal", code: "unexpected-answer", sentence });
}

/** Where the next page begins; absent on the last one. A place that leads back to itself would never end. */
export function nextOf(reply: Done, asked: Cursor | undefined): Result<{ readonly next?: Cursor }, Failure> {
  const next = reply.body["next_page_key"] ?? "";
  if (next === "") return ok({});
  if (typeof next === "string" && next.length <= cursorLengthMax && next !== asked) return ok({ next });
  const sentence = "Gumroad's answer says that there is a next page, but not where.";
  return err({ kind: "fatal", code: "unexpected-answer", sentence });
}

const cursorLengthMax = 2_000;

export type ReadRecord = (raw: string, record: Exact) => Result<PulledRecord, string>;

/** Reads one record. What cannot be understood is rejected by itself. */
export function readOne(raw: string, read: ReadRecord): { record: PulledRecord } | { rejected: Rejected } {
  const parsed = parseExact(raw);
  if (!parsed.ok) return { rejected: { id: "", reason: `the record ${parsed.error}`, raw } };
  const record = read(raw, parsed.value);
  if (record.ok) return { record: record.value };
  return { rejected: { id: idOf(parsed.value), reason: record.error, raw } };
}

/** The page of a list: the records that could be read and those that could not. */
export function pageOf(
  reply: Done,
  member: string,
  asked: Cursor | undefined,
  read: ReadRecord,
): Result<Page, Failure> {
  const raws = rawsOf(reply, member);
  if (!raws.ok) return raws;
  const next = nextOf(reply, asked);
  if (!next.ok) return next;
  const all = raws.value.map((raw) => readOne(raw, read));
  return ok({
    records: all.flatMap((one) => ("record" in one ? [one.record] : [])),
    rejected: all.flatMap((one) => ("rejected" in one ? [one.rejected] : [])),
    fetchedAt: reply.startedAt,
    ...next.value,
  });
}

/** The id of a record that is otherwise not understood, where there is one. */
export function idOf(record: Exact): string {
  const id = isObject(record) ? record["id"] : undefined;
  return typeof id === "string" ? label(id).slice(0, 200) : "";
}
