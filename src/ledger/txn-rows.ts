import { limits } from "../base/limits.ts";
import { type HashedLeg, txnBodyHash } from "../domain/audit/txn-hash.ts";
import { orderLegs } from "../domain/books/leg-order.ts";
import type { Leg, TxnDraft } from "../domain/books/txn.ts";
import type { Account } from "../store/account.ts";
import type { AccountIndex } from "./account-index.ts";

/** `txn:leg` of holds, by the id of their transfer. */
export type HoldNames = ReadonlyMap<bigint, string>;

/** What the txns of one batch have in common, and the rows gathered so far (columns as in store/txn.ts). */
export type Builder = {
  readonly bookId: bigint;
  readonly recordedAt: bigint;
  readonly accounts: AccountIndex;
  readonly holds: HoldNames;
  readonly transfers: unknown[][];
  readonly rates: unknown[][];
};

/** A draft with its place in the book and the hash over all it says. */
export type SealedTxn = { readonly draft: TxnDraft; readonly seq: bigint; readonly bodyHash: Uint8Array };

/** Leg numbers and counts as the database wants them, made once: a batch needs hundreds. */
const small: readonly bigint[] = Array.from({ length: limits.txnLegsMax + 1 }, (_, i) => BigInt(i));

/** Codes as the database wants them. */
const codeValues: bigint[] = Array.from({ length: 128 }, (_, i) => BigInt(i));

/** Adds the legs, in the order that floors ask for, and the rate of one txn to the rows, and computes its hash. */
export function sealTxn(builder: Builder, draft: TxnDraft, seq: bigint): SealedTxn {
  const { accounts } = builder;
  const given = draft.legs.map((leg) => placed(accounts, leg));
  const hashed: HashedLeg[] = [];
  for (const { leg, debit, credit } of orderMatters(given) ? inOrder(accounts, draft.legs) : given) {
    const { code, currency, amount, phase = "post", pendingId = null } = leg;
    const codeValue = codeValues[code] ?? BigInt(code);
    builder.transfers.push([
      draft.id,
      small[hashed.length],
      codeValue,
      debit.id,
      credit.id,
      currency,
      amount,
      phase,
      pendingId,
    ]);
    const pending = pendingId === null ? null : (builder.holds.get(pendingId) ?? "");
    hashed.push({ code, debit: leg.debit, credit: leg.credit, currency, amount, phase, pending });
  }
  const { rate } = draft;
  if (rate) {
    builder.rates.push([
      draft.id,
      rate.from,
      rate.to,
      rate.numerator,
      rate.denominator,
      rate.source,
      BigInt(rate.at),
      rate.rounding,
    ]);
  }
  const header = {
    id: draft.id,
    bookId: builder.bookId,
    seq,
    kind: draft.kind,
    source: draft.source,
    objectKey: draft.objectKey,
    revision: draft.revision,
    idemKey: draft.idemKey ?? null,
    occurredAt: draft.occurredAt,
    recordedAt: builder.recordedAt,
    reverses: draft.reverses ?? null,
    rate: rate ?? null,
  };
  return { draft, seq, bodyHash: txnBodyHash(header, hashed) };
}

/** The header that seals the legs. */
export function headerRow(builder: Builder, { draft, seq, bodyHash }: SealedTxn, logSeq: bigint): unknown[] {
  return [
    draft.id,
    builder.bookId,
    seq,
    draft.kind,
    draft.source,
    draft.objectKey,
    draft.revision,
    draft.idemKey ?? null,
    bodyHash,
    BigInt(draft.occurredAt),
    builder.recordedAt,
    small[draft.legs.length],
    draft.reverses ?? null,
    logSeq,
  ];
}

/** A leg with its accounts. */
type Placed = { readonly leg: Leg; readonly debit: Account; readonly credit: Account };

function placed(accounts: AccountIndex, leg: Leg): Placed {
  return { leg, debit: accounts.must(leg.debit, leg.currency), credit: accounts.must(leg.credit, leg.currency) };
}

/** Only a txn of several legs that touches a floored account has an order that matters. */
function orderMatters(legs: readonly Placed[]): boolean {
  return legs.length > 1 && legs.some(({ debit, credit }) => debit.floor !== "none" || credit.floor !== "none");
}

function inOrder(accounts: AccountIndex, legs: readonly Leg[]): readonly Placed[] {
  const ordered = orderLegs(legs, (path, currency) => accounts.must(path, currency).floor);
  return ordered.map((leg) => placed(accounts, leg));
}
