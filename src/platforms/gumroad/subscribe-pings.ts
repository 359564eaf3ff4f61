import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { ConnectorContext } from "../../spec/connector.ts";
import { exactMember, isObject } from "../../spec/json-kit/exact.ts";
import { getDone, put, refusedCall } from "./client.ts";

/** The kinds of event that Gumroad tells of. Sales may also come by the address in its settings; a hint twice is once. */
export const pingKinds: readonly string[] = [
  "sale",
  "refund",
  "dispute",
  "dispute_won",
  "cancellation",
  "subscription_ended",
  "subscription_restarted",
  "subscription_updated",
];

/**
 * Asks Gumroad to send each kind of event to `address`, unless it does already: asking twice would bring each message
 * twice. Gives the kinds that were added; run again after a failure, it goes on where it stopped.
 */
export async function subscribePings(
  context: ConnectorContext,
  address: string,
): Promise<Result<readonly string[], Failure>> {
  const added: string[] = [];
  for (const kind of pingKinds) {
    const listed = await getDone(context, "/resource_subscriptions", { resource_name: kind });
    if (!listed.ok) return listed;
    const known = exactMember(listed.value.text, "resource_subscriptions");
    if (Array.isArray(known) && known.some((one) => isObject(one) && one["post_url"] === address)) continue;
    const asked = await put(context, "/resource_subscriptions", { resource_name: kind, post_url: address });
    if (!asked.ok) return asked;
    if (asked.value.kind === "no") return err(refusedCall(asked.value.message));
    added.push(kind);
  }
  return ok(added);
}
