import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Action } from "../../domain/action/action.ts";
import type { Approved } from "../../domain/action/approved.ts";
import type { ActFailure, Acts, Applied, ConnectorContext, Finding, Sent, Standpoint } from "../../spec/connector.ts";
import { beforePrice, changePrice, findPrice } from "./acts-price.ts";
import { beforePublished, findPublished, setPublished } from "./acts-publish.ts";
import { beforeRefund, findRefund, refundSale } from "./acts-refund.ts";

/**
 * What Gumroad can be made to do. It knows no idempotency keys, so nothing is ever sent twice: what became of an act is
 * seen by how the sale or the product stands before and after it.
 */
export const acts: Acts = {
  kinds: ["sale.refund", "listing.price", "listing.publish", "listing.unpublish"],
  honoursKeys: false,
  // Gumroad works on a call while it is connected and ends it after two minutes at most; this is many times that.
  settledAfterMs: 15 * 60_000,
  before,
  apply,
  find,
};

async function before(context: ConnectorContext, action: Action): Promise<Result<Standpoint, Failure>> {
  switch (action.kind) {
    case "sale.refund":
      return beforeRefund(context, action.parameters);
    case "listing.price":
      return beforePrice(context, action.parameters);
    case "listing.publish":
    case "listing.unpublish":
      return beforePublished(context, action.parameters.listing, action.kind === "listing.publish");
    default:
      return err(cannot(action));
  }
}

async function apply(context: ConnectorContext, { action }: Approved): Promise<Result<Applied, ActFailure>> {
  switch (action.kind) {
    case "sale.refund":
      return refundSale(context, action.parameters);
    case "listing.price":
      return changePrice(context, action.parameters);
    case "listing.publish":
    case "listing.unpublish":
      return setPublished(context, action.parameters.listing, action.kind === "listing.publish");
    default:
      return err({ kind: "refused", failure: cannot(action) });
  }
}

async function find(context: ConnectorContext, action: Action, sent: Sent): Promise<Result<Finding, Failure>> {
  switch (action.kind) {
    case "sale.refund":
      return findRefund(context, action.parameters, sent.before);
    case "listing.price":
      return findPrice(context, action.parameters, sent.before);
    case "listing.publish":
    case "listing.unpublish":
      return findPublished(context, action.parameters.listing, action.kind === "listing.publish");
    default:
      return ok({ kind: "unclear", note: cannot(action).sentence });
  }
}

function cannot({ kind }: Action): Failure {
  return { kind: "fatal", code: "act-unknown", sentence: `Gumroad cannot be made to do "${kind}".` };
}
