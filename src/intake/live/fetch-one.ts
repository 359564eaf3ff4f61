import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Stream } from "../../spec/connector.ts";
import type { Tx } from "../../store/handle.ts";
import { type Committed, commitPiece, sift } from "./commit-piece.ts";
import type { Live } from "./live.ts";

/** What a fetch of one record came to: `booked` counts it as read, also when it said nothing new. */
export type FetchedOne = {
  readonly found: "booked" | "quarantined" | "not-listed";
  readonly committed?: Committed;
};

/** A stream whose records can be asked for by id. */
export type FetchStream = Stream & { readonly fetch: NonNullable<Stream["fetch"]> };

/** Whether single records of a stream can be asked for. */
export function canFetch(stream: Stream): stream is FetchStream {
  return stream.fetch !== undefined;
}

/**
 * Takes one record, by the platform's id, into the books, exactly as a page would. `afterwards` runs in the transaction
 * that commits it; for a record that is not listed in one of its own.
 */
export async function fetchOne(
  live: Live,
  stream: FetchStream,
  id: string,
  afterwards: (tx: Tx, found: FetchedOne["found"]) => Promise<void> = async () => undefined,
): Promise<Result<FetchedOne, Failure>> {
  const fetched = await stream.fetch(live.context, id);
  if (!fetched.ok) return err(fetched.error);
  const { record, rejected, fetchedAt } = fetched.value;
  if (!record && !rejected) {
    await live.store.transaction((tx) => afterwards(tx, "not-listed"));
    return ok({ found: "not-listed" });
  }
  const page = { records: record ? [record] : [], rejected: rejected ? [rejected] : [], fetchedAt };
  let found: FetchedOne["found"] = "booked";
  const committed = await commitPiece(live, stream.id, sift(live.connector.id, page), async (tx, { waiting }) => {
    found = waiting > 0 ? "quarantined" : "booked";
    await afterwards(tx, found);
  });
  return ok({ found, committed });
}
