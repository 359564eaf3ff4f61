import type { Leg, TxnDraft } from "../../domain/books/txn.ts";

type Held = { readonly debit: string; readonly credit: string; readonly currency: string; readonly amount: bigint };
type Booked = { readonly draft: TxnDraft; holds: Held[] | undefined; reversed: boolean; readonly endedHold: boolean };

/**
 * The books as a child would keep them: lists and additions, no database. Tests compare the real ones with it; it shares
 * no code with them but the shape of a draft, and knows that bank and M-Pesa accounts may not be overdrawn.
 */
export class NaiveBooks {
  readonly posted = new Map<string, bigint>();
  readonly held = new Map<string, bigint>();
  readonly txns = new Map<string, Booked>();
  readonly #keys = new Map<string, { id: string; body: string }>();
  readonly #revisions = new Map<string, bigint[]>();

  /** The id of the txn that answers the draft, or the code of the refusal. */
  post(draft: TxnDraft): string {
    const body = JSON.stringify(draft.legs, (_, value) => (typeof value === "bigint" ? String(value) : value));
    const before = draft.idemKey === undefined ? undefined : this.#keys.get(draft.idemKey);
    if (before) return before.body === body ? before.id : "idempotency-mismatch";
    if (!this.#covered(draft.legs)) return "insufficient-funds";
    if (!this.#take(draft.objectKey, draft.revision)) return "revision-taken";
    if (draft.idemKey !== undefined) this.#keys.set(draft.idemKey, { id: draft.id, body });
    const pends = draft.legs.filter((leg) => leg.phase === "pend");
    for (const leg of draft.legs) this.#move(leg.phase === "pend" ? this.held : this.posted, leg, leg.amount);
    this.txns.set(draft.id, { draft, holds: pends.length > 0 ? pends : undefined, reversed: false, endedHold: false });
    return draft.id;
  }

  /** Ends the holds of a txn: takes `share` per cent of each, rounded down, and lets the rest go. */
  end(draft: TxnDraft, heldBy: string, share: bigint): string {
    const found = this.txns.get(heldBy);
    if (found === undefined || !found.draft.legs.some((leg) => leg.phase === "pend")) return "hold-mismatch";
    if (found.holds === undefined) return "hold-resolved";
    for (const hold of found.holds) {
      this.#move(this.held, hold, -hold.amount);
      this.#move(this.posted, hold, (hold.amount * share) / 100n);
    }
    found.holds = undefined;
    this.txns.set(draft.id, { draft, holds: undefined, reversed: false, endedHold: true });
    return draft.id;
  }

  reverse(id: string, txnId: string): string {
    const found = this.txns.get(txnId);
    if (found === undefined) return "unknown-txn";
    if (found.reversed) return "already-reversed";
    const pends = found.draft.legs.filter((leg) => leg.phase === "pend");
    if (found.endedHold || (pends.length > 0 && found.holds === undefined)) return "hold-resolved";
    const back = found.draft.legs
      .filter((leg) => leg.phase !== "pend")
      .map((leg) => ({ ...leg, debit: leg.credit, credit: leg.debit }));
    for (const hold of pends) this.#move(this.held, hold, -hold.amount);
    if (!this.#covered(back)) {
      for (const hold of pends) this.#move(this.held, hold, hold.amount);
      return "insufficient-funds";
    }
    for (const leg of back) this.#move(this.posted, leg, leg.amount);
    const taken = this.#revisions.get(found.draft.objectKey) ?? [];
    this.#take(found.draft.objectKey, taken.reduce((max, each) => (each > max ? each : max), 0n) + 1n);
    found.reversed = true;
    found.holds = undefined;
    this.txns.set(id, {
      draft: { ...found.draft, id, legs: back },
      holds: undefined,
      reversed: false,
      endedHold: pends.length > 0,
    });
    return id;
  }

  /** `path currency` → posted and held, accounts at zero left out. */
  balances(): ReadonlyMap<string, readonly [posted: bigint, held: bigint]> {
    const keys = new Set([...this.posted.keys(), ...this.held.keys()]);
    const all = [...keys].map((key) => [key, [this.posted.get(key) ?? 0n, this.held.get(key) ?? 0n]] as const);
    return new Map(all.filter(([, [posted, held]]) => posted !== 0n || held !== 0n));
  }

  /** Whether some order of the legs keeps every floored account at zero or above, what is held on it taken off. */
  #covered(legs: readonly Leg[]): boolean {
    const after = new Map<string, bigint>();
    for (const leg of legs) {
      const [debit, credit] = [`${leg.debit} ${leg.currency}`, `${leg.credit} ${leg.currency}`];
      after.set(credit, (after.get(credit) ?? 0n) - leg.amount);
      if (leg.phase !== "pend") after.set(debit, (after.get(debit) ?? 0n) + leg.amount);
    }
    return [...after].every(([key, change]) => {
      if (!/^assets:(?:bank|mpesa):/.test(key)) return true;
      const heldOut = this.#heldOut(key);
      return (this.posted.get(key) ?? 0n) - heldOut + change >= 0n;
    });
  }

  /** Whether a revision was free; it no longer is. */
  #take(objectKey: string, revision: bigint): boolean {
    const taken = this.#revisions.get(objectKey) ?? [];
    this.#revisions.set(objectKey, [...taken, revision]);
    return !taken.includes(revision);
  }

  /** What open holds take from an account; what they would bring it does not count. */
  #heldOut(key: string): bigint {
    let sum = 0n;
    for (const { holds } of this.txns.values()) {
      for (const hold of holds ?? []) if (`${hold.credit} ${hold.currency}` === key) sum += hold.amount;
    }
    return sum;
  }

  #move(where: Map<string, bigint>, leg: Held, amount: bigint): void {
    const [debit, credit] = [`${leg.debit} ${leg.currency}`, `${leg.credit} ${leg.currency}`];
    where.set(debit, (where.get(debit) ?? 0n) + amount);
    where.set(credit, (where.get(credit) ?? 0n) - amount);
  }
}
