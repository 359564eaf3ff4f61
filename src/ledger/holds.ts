import { err, ok, type Result } from "../base/result.ts";
import type { Code } from "../domain/books/codes.ts";
import type { Leg, TxnDraft } from "../domain/books/txn.ts";
import { formatMinor } from "../domain/money/money.ts";
import type { Tx } from "../store/handle.ts";
import { type HoldRow, legsWithEnds } from "../store/txn.ts";
import { post } from "./post.ts";
import type { PostCommand, PostedTxn } from "./posted-txn.ts";
import { type PostingRefusal, refusal } from "./posting-refusal.ts";

/** A draft without its legs: they follow from what it does. */
export type DraftHeader = Omit<TxnDraft, "legs" | "reverses">;

/** Sets money aside: every leg becomes a hold, which counts against the floor of the account it is taken from. */
export async function hold(
  tx: Tx,
  command: PostCommand,
  draft: Omit<TxnDraft, "reverses">,
): Promise<Result<PostedTxn, PostingRefusal>> {
  return single(
    await post(tx, command, [{ ...draft, legs: draft.legs.map((leg) => ({ ...leg, phase: "pend" as const })) }]),
  );
}

/** What is settled of one held leg; what is held beyond it is let go. Legs not named are settled in full. */
export type SettledLeg = { readonly leg: number; readonly amount: bigint };

/**
 * Books what was held by the txn `heldBy`, in full or in part, in one txn that ends all its holds. An amount above the
 * hold is refused: what happened beyond what was authorised is a break, to be booked by its own txn.
 */
export async function settle(
  tx: Tx,
  command: PostCommand,
  header: DraftHeader,
  heldBy: string,
  amounts: readonly SettledLeg[] = [],
): Promise<Result<PostedTxn, PostingRefusal>> {
  const open = await heldLegs(tx, command.bookId, header, heldBy);
  if (!open.ok) return open;
  const settled = new Map(amounts.map(({ leg, amount }) => [leg, amount]));
  const legs: Leg[] = [];
  for (const held of open.value) {
    const amount = settled.get(Number(held.leg)) ?? held.amount;
    settled.delete(Number(held.leg));
    if (amount > held.amount) return err(moreThanHeld(header, held, amount));
    // Nothing taken of a hold is its release.
    legs.push(ending(held, amount === 0n ? held.amount : amount, amount === 0n ? "void" : "settle"));
  }
  if (settled.size > 0)
    return err(refusal("hold-mismatch", `The txn ${heldBy} holds no leg ${[...settled.keys()].join(", ")}.`, header));
  return single(await post(tx, command, [{ ...header, legs }]));
}

/** Lets go what was held by the txn `heldBy`; nothing is booked beside that. */
export async function release(
  tx: Tx,
  command: PostCommand,
  header: DraftHeader,
  heldBy: string,
): Promise<Result<PostedTxn, PostingRefusal>> {
  const open = await heldLegs(tx, command.bookId, header, heldBy);
  if (!open.ok) return open;
  return single(
    await post(tx, command, [{ ...header, legs: open.value.map((held) => ending(held, held.amount, "void")) }]),
  );
}

/**
 * The held legs of a txn. A command that carries an idempotency key may come twice: then the holds are already ended,
 * and it is `post` that tells a repetition from a second command.
 */
async function heldLegs(
  tx: Tx,
  bookId: bigint,
  header: DraftHeader,
  heldBy: string,
): Promise<Result<readonly HoldRow[], PostingRefusal>> {
  const held = (await legsWithEnds(tx, bookId, heldBy)).filter((leg) => leg.phase === "pend");
  if (held.length === 0) return err(refusal("hold-mismatch", `No txn ${heldBy} of this book holds anything.`, header));
  const ended = held.find((leg) => leg.endedBy !== null);
  if (ended !== undefined && header.idemKey === undefined) {
    return err(refusal("hold-resolved", `The hold of ${heldBy} was ended by ${ended.endedBy}.`, header));
  }
  return ok(held);
}

function ending(held: HoldRow, amount: bigint, phase: "settle" | "void"): Leg {
  const { debit, credit, currency } = held;
  return { code: Number(held.code) as Code, debit, credit, currency, amount, phase, pendingId: held.id };
}

function moreThanHeld(header: DraftHeader, held: HoldRow, amount: bigint): PostingRefusal {
  const shown = (minor: bigint): string => `${formatMinor(minor, held.currency)} ${held.currency}`;
  return refusal("hold-mismatch", `${shown(amount)} is to be settled, but only ${shown(held.amount)} is held.`, header);
}

/** The one txn of a batch of one. */
export function single(posted: Result<readonly PostedTxn[], PostingRefusal>): Result<PostedTxn, PostingRefusal> {
  return posted.ok ? ok(posted.value[0] as PostedTxn) : posted;
}
