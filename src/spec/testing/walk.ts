import type { Failure } from "../../base/egress/failure.ts";
import type { Ask, ConnectorContext, Cursor, Page, PulledRecord, Rejected, Stream } from "../connector.ts";

/** A walk through a stream from its beginning to its end. */
export type Walked = {
  readonly pages: readonly { readonly cursor: Cursor | undefined; readonly page: Page }[];
  readonly records: readonly PulledRecord[];
  readonly rejected: readonly Rejected[];
};

/** More pages than any recorded shop has: a walk that does not end is a mistake. */
const pagesMax = 50;

/** Walks as the engine does. Throws when a page fails, when a place comes twice, and when there is no end. */
export async function walk(stream: Stream, context: ConnectorContext, ask: Ask = {}): Promise<Walked> {
  const pages: { cursor: Cursor | undefined; page: Page }[] = [];
  let cursor: Cursor | undefined = ask.cursor;
  do {
    const page = await pull(stream, context, { ...ask, ...(cursor === undefined ? {} : { cursor }) });
    pages.push({ cursor, page });
    cursor = page.next;
    if (cursor !== undefined && pages.some((one) => one.cursor === cursor)) throw new Error(`${cursor} came twice`);
    if (pages.length > pagesMax) throw new Error(`${stream.id} has more than ${pagesMax} pages`);
  } while (cursor !== undefined);
  return {
    pages,
    records: pages.flatMap(({ page }) => page.records),
    rejected: pages.flatMap(({ page }) => page.rejected),
  };
}

/** One page that must come. */
export async function pull(stream: Stream, context: ConnectorContext, ask: Ask = {}): Promise<Page> {
  const page = await stream.pull(context, ask);
  if (!page.ok) throw new Error(page.error.sentence);
  return page.value;
}

/** The failure of a page that must not come. */
export async function failureOf(stream: Stream, context: ConnectorContext, ask: Ask = {}): Promise<Failure> {
  const page = await stream.pull(context, ask);
  if (page.ok) throw new Error(`${stream.id} gave ${page.value.records.length} records instead of a failure`);
  return page.error;
}
