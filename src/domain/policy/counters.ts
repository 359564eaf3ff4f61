import type { FieldValue } from "./fields.ts";

/** One thing that is counted: which actions count, and together with which others. */
export type CounterRow = {
  readonly kinds: readonly string[];
  /** Only actions whose fields have one of these values count. */
  readonly where?: Readonly<Record<string, readonly FieldValue[]>>;
  /** Fields whose values must be the same for two actions to be counted together. */
  readonly by: readonly string[];
  /** What it counts, for people. */
  readonly title: string;
};

const messages = ["message.send", "mail.send", "review.request"];

/** Everything that caps count. An action counts from the moment it is handed to the wire, whatever became of it. */
export const counters: Readonly<Record<string, CounterRow>> = {
  "receiver.recovery": {
    kinds: messages,
    where: { "with.purpose": ["recovery"] },
    by: ["action.book", "with.receiver"],
    title: "recovery messages to this person, on all channels",
  },
  "receiver.marketing": {
    kinds: messages,
    where: { "with.purpose": ["marketing", "recovery", "win-back"] },
    by: ["action.book", "with.receiver"],
    title: "marketing messages to this person, on all channels",
  },
  "account.creations": {
    kinds: ["listing.create"],
    by: ["action.target", "action.account"],
    title: "listings created on this account",
  },
  "account.sameText": {
    kinds: ["post.publish", "post.reply"],
    by: ["action.target", "action.account", "with.textKey"],
    title: "posts with this text on this account",
  },
  "person.replies": {
    kinds: ["post.reply"],
    by: ["action.target", "with.person", "with.to"],
    title: "replies to this person's post",
  },
  "card.attempts": { kinds: ["payment.retry"], by: ["with.card"], title: "tries of this card, whoever made them" },
  "card.automatic": {
    kinds: ["payment.retry"],
    where: { "action.origin": ["strategy", "engine"] },
    by: ["with.card"],
    title: "automatic tries of this card",
  },
  "card.sameAmount": {
    kinds: ["payment.retry"],
    by: ["with.card", "with.amount", "with.currency"],
    title: "tries of this card with this amount",
  },
  "listing.priceChanges": {
    kinds: ["listing.price"],
    by: ["action.target", "with.listing"],
    title: "price changes of this listing",
  },
  "payer.prompts": { kinds: ["payout.request"], by: ["with.payer", "with.payment"], title: "prompts for this payment" },
};

/** What is read of an action to count it: see `readAction`. */
export type ReadField = (field: string) => FieldValue | undefined;

type Ready = {
  readonly name: string;
  readonly row: CounterRow;
  readonly where: readonly (readonly [string, readonly FieldValue[]])[];
};

const byKind: ReadonlyMap<string, readonly Ready[]> = indexed();

function indexed(): ReadonlyMap<string, readonly Ready[]> {
  const index = new Map<string, Ready[]>();
  for (const [name, row] of Object.entries(counters)) {
    const ready = { name, row, where: Object.entries(row.where ?? {}) };
    for (const kind of row.kinds) index.set(kind, [...(index.get(kind) ?? []), ready]);
  }
  return index;
}

/**
 * Under which keys an action of a kind counts, as `counter:value|value`. A field that is missing counts as empty, so
 * that actions without an account are counted together.
 */
export function counterKeys(kind: string, read: ReadField): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const { name, row, where } of byKind.get(kind) ?? []) {
    if (!where.every(([field, values]) => values.some((value) => value === read(field)))) continue;
    keys.set(name, `${name}:${row.by.map((field) => escaped(String(read(field) ?? ""))).join("|")}`);
  }
  return keys;
}

/** So that no value can look like two. */
function escaped(value: string): string {
  return value.replace(/[%|]/g, (sign) => (sign === "%" ? "%25" : "%7C"));
}
