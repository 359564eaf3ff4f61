import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { actFailure } from "../../spec/act-kit.ts";
import type { ActFailure, Applied, ConnectorContext, Finding, Hint, Standpoint } from "../../spec/connector.ts";
import { notUnderstood, readRecord } from "./act-replies.ts";
import { put, refusedCall } from "./client.ts";

/** A changed product is saved whole or not at all, so that a "no" is certain. */
const refused: ReadonlySet<string> = new Set(["call-refused"]);

const look: Hint = { stream: "products", about: "a product" };

export async function beforePublished(
  context: ConnectorContext,
  listing: string,
  wanted: boolean,
): Promise<Result<Standpoint, Failure>> {
  const now = await isPublished(context, listing);
  if (!now.ok) return now;
  const text = wordFor(now.value);
  return ok(now.value === wanted ? { text, already: `the product is ${text} already.` } : { text });
}

export async function setPublished(
  context: ConnectorContext,
  listing: string,
  wanted: boolean,
): Promise<Result<Applied, ActFailure>> {
  const path = `/products/${encodeURIComponent(listing)}/${wanted ? "enable" : "disable"}`;
  const reply = await put(context, path, {});
  if (!reply.ok) return err(actFailure(reply.error, refused));
  if (reply.value.kind === "no") return err({ kind: "refused", failure: refusedCall(reply.value.message) });
  return ok({ note: `On Gumroad ${listing} is ${wordFor(wanted)}.`, look });
}

export async function findPublished(
  context: ConnectorContext,
  listing: string,
  wanted: boolean,
): Promise<Result<Finding, Failure>> {
  const now = await isPublished(context, listing);
  if (!now.ok) return now;
  const note = `The product is ${wordFor(now.value)}.`;
  return ok(now.value === wanted ? { kind: "found", note, look } : { kind: "absent", note });
}

async function isPublished(context: ConnectorContext, listing: string): Promise<Result<boolean, Failure>> {
  const read = await readRecord(context, "product", listing);
  if (!read.ok) return read;
  const published = read.value.flag("published");
  return published === undefined ? err(notUnderstood("does not say whether the product is published")) : ok(published);
}

function wordFor(published: boolean): string {
  return published ? "published" : "not published";
}
