import type { Answer } from "../answer.ts";
import { type FaultPlan, noFaults } from "../fault-plan.ts";
import type { Faults } from "../faults.ts";
import { booksOf, ledgerOf } from "./books.ts";
import { sellByHand } from "./by-hand.ts";
import { answerDevice, revokeConsent } from "./consent.ts";
import { openDispute, winDispute } from "./disputes.ts";
import { settleNow, turn } from "./payouts.ts";
import type { PayoutStatus, Sale } from "./records.ts";
import { refund } from "./refunds.ts";
import { saleJson } from "./sale-json.ts";
import { saleOf } from "./sale-writes.ts";
import type { FeePolicy } from "./shop-plan.ts";
import { newToken, nowOf, type State } from "./state.ts";
import { cancel } from "./subscription-status.ts";

/** A call at a control door: `/-/<name>`. */
export type DoorCall = {
  readonly method: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Lets things happen that no API has: for tests and for showing. Who may is decided before. */
export function openDoor(state: State, faults: Faults, call: DoorCall): Answer {
  const { body } = call;
  switch (`${call.method} ${call.name}`) {
    case "GET books":
      return json(booksOf(state));
    case "GET ledger":
      return json({ sales: [...ledgerOf(state).values()] });
    case "GET faults":
      return json({ plan: faults.plan, counts: faults.counts });
    case "PUT faults":
      faults.plan = { ...noFaults, ...(body as Partial<FaultPlan>) };
      return json({ plan: faults.plan });
    case "POST heal":
      faults.heal();
      return json({});
    case "POST settle":
      settleNow(state, nowOf(state));
      return json(booksOf(state));
    case "POST sale":
      return sold(state, sellByHand(state, body));
    case "POST token":
      return json(changeToken(state, String(body["do"]), body["scopes"]));
    case "GET app":
      return json(state.consent.app);
    case "POST consent":
      return json(changeConsent(state, body));
    case "POST device":
      return answerDevice(state, String(body["userCode"]), body["do"] !== "deny")
        ? json({})
        : wrong(404, "No device waits with this code.");
    case "POST fees":
      state.fees = [...state.fees, body as FeePolicy].sort((a, b) => a.from - b.from);
      return json({ fees: state.fees });
    case "POST payout":
      return turnPayout(state, String(body["id"]), body["status"] as PayoutStatus);
    default:
      return call.method === "POST" ? aboutSale(state, call) : wrong(404, "There is no such door.");
  }
}

function aboutSale(state: State, { name, body }: DoorCall): Answer {
  const now = nowOf(state);
  const sale = saleOf(state, String(body["id"]));
  if (sale === undefined) return wrong(404, "There is no sale of this id, or no such door.");
  const amount = typeof body["amount"] === "number" ? body["amount"] : undefined;
  const one = state.subscriptions[sale.subscription];
  switch (name) {
    case "refund":
      return outcome(state, sale, refund(state, sale, now, amount));
    case "dispute":
      return outcome(state, sale, openDispute(state, sale, now));
    case "win":
      return outcome(state, sale, winDispute(state, sale, now));
    case "cancel":
      return outcome(state, sale, one ? cancel(state, one, now, "buyer") : "It is no subscription.");
    default:
      return wrong(404, "There is no such door.");
  }
}

function outcome(state: State, sale: Sale, no: string | undefined): Answer {
  return no === undefined ? sold(state, sale) : wrong(409, no);
}

function sold(state: State, sale: Sale | undefined): Answer {
  return sale === undefined
    ? wrong(404, "There is no such product.")
    : json({ sale: saleJson(state, sale, nowOf(state)) });
}

/** "revoke", "restore" or "replace". */
export function changeToken(
  state: State,
  what: string,
  scopes?: unknown,
): { readonly token: string; readonly live: boolean } {
  if (what === "replace") state.token.value = newToken(state.seed, ++state.tokenTurn);
  state.token.live = what !== "revoke";
  if (Array.isArray(scopes)) state.token.scopes = new Set(scopes.map(String));
  return { token: state.token.value, live: state.token.live };
}

/** `mode`, `accessSeconds` (null: for ever), `grace`, `withheld`; `revoke`: "all", or "access" for the access tokens alone. */
function changeConsent(state: State, body: DoorCall["body"]): Readonly<Record<string, unknown>> {
  const { consent } = state;
  const { mode, accessSeconds, grace, withheld, revoke } = body;
  if (mode === "ask" || mode === "auto" || mode === "deny") consent.mode = mode;
  if (accessSeconds !== undefined) consent.accessSeconds = accessSeconds === null ? undefined : Number(accessSeconds);
  if (typeof grace === "boolean") consent.grace = grace;
  if (Array.isArray(withheld)) consent.withheld = withheld.map(String);
  if (revoke === "all" || revoke === "access") revokeConsent(state, revoke);
  return { mode: consent.mode, accessSeconds: consent.accessSeconds ?? null, issued: consent.issued.length };
}

function turnPayout(state: State, id: string, status: PayoutStatus): Answer {
  const payout = state.payouts[state.ids.numberOf("payout", id) ?? -1];
  if (payout === undefined) return wrong(404, "There is no such payout.");
  const no = turn(state, payout, nowOf(state), status);
  return no === undefined ? json({ status }) : wrong(409, no);
}

function json(value: unknown): Answer {
  return { status: 200, contentType: "application/json; charset=utf-8", body: JSON.stringify(value) };
}

export function wrong(status: number, error: string): Answer {
  return { status, contentType: "application/json; charset=utf-8", body: JSON.stringify({ error }) };
}
