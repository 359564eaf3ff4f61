/**
 * What one parameter of an action is. `copy` is text that other people will read, `text` any other text (an id, a
 * code), `amount` minor units, `whole` a whole number, `list` several texts. A question mark: it may be absent.
 */
export type ParameterShape = `${"text" | "copy" | "amount" | "whole" | "flag" | "list"}${"" | "?"}`;

/** What an action touches, and by that which guards are meant for it. */
export type ActionArea = "listing" | "message" | "post" | "money" | "people" | "data" | "trade" | "inside";

export type KindRow = {
  /** Completes "Millrace wants to …". */
  readonly title: string;
  readonly area: ActionArea;
  /** Whether something outside this installation changes or learns something. */
  readonly outside: boolean;
  /** Whether it only gives back, takes down or stops: stop switches let it through. */
  readonly protective: boolean;
  /** Whether what it does can be taken back by another action. */
  readonly reversible: boolean;
  readonly parameters: Readonly<Record<string, ParameterShape>>;
};

const does = { outside: true, protective: false, reversible: false } as const;
const undoable = { ...does, reversible: true } as const;
const protects = { ...does, protective: true } as const;
const within = { outside: false, protective: false, reversible: true } as const;

/**
 * Every kind of effect there is. What is not in this table cannot be proposed, and is denied where it is tried all the
 * same. Some kinds are listed although no rule will ever let them through: so that the refusal can name the rule.
 */
export const actionKinds = {
  "listing.create": {
    title: "create a listing",
    area: "listing",
    ...undoable,
    parameters: {
      product: "text",
      title: "copy",
      description: "copy?",
      price: "amount?",
      currency: "text?",
      tags: "list?",
      disclosures: "list?",
    },
  },
  "listing.update": {
    title: "change a listing",
    area: "listing",
    ...undoable,
    parameters: { listing: "text", title: "copy?", description: "copy?", tags: "list?", disclosures: "list?" },
  },
  "listing.price": {
    title: "change a price",
    area: "listing",
    ...undoable,
    parameters: {
      listing: "text",
      price: "amount",
      was: "amount?",
      currency: "text",
      announced: "flag",
      personal: "flag",
      disclosures: "list?",
    },
  },
  "listing.publish": {
    title: "publish a listing",
    area: "listing",
    ...undoable,
    parameters: { listing: "text", disclosures: "list?" },
  },
  "listing.unpublish": {
    title: "take a listing down",
    area: "listing",
    ...protects,
    reversible: true,
    parameters: { listing: "text" },
  },
  "listing.delete": { title: "delete a listing", area: "listing", ...does, parameters: { listing: "text" } },
  "file.upload": {
    title: "upload a file",
    area: "listing",
    ...undoable,
    parameters: { listing: "text", name: "text", sha256: "text" },
  },
  "page.publish": {
    title: "publish a page",
    area: "post",
    ...undoable,
    parameters: { page: "text", text: "copy", shows: "list?", disclosures: "list?" },
  },
  "message.send": {
    title: "send a message to a buyer or a lead",
    area: "message",
    ...does,
    parameters: {
      receiver: "text",
      channel: "text",
      purpose: "text",
      subject: "copy?",
      text: "copy",
      template: "text?",
      disclosures: "list?",
    },
  },
  "mail.send": {
    title: "send an e-mail",
    area: "message",
    ...does,
    parameters: {
      receiver: "text",
      purpose: "text",
      from: "text",
      subject: "copy",
      text: "copy",
      template: "text?",
      disclosures: "list?",
    },
  },
  "report.send": {
    title: "send a report to the owner",
    area: "message",
    ...does,
    parameters: { channel: "text", report: "text", text: "copy?" },
  },
  "post.publish": {
    title: "publish a post",
    area: "post",
    ...undoable,
    parameters: { text: "copy", textKey: "text", link: "text?", topic: "text?", at: "whole?", disclosures: "list?" },
  },
  "post.reply": {
    title: "reply to a post",
    area: "post",
    ...undoable,
    parameters: { to: "text", person: "text", text: "copy", textKey: "text", disclosures: "list?" },
  },
  "post.delete": { title: "delete a post", area: "post", ...protects, parameters: { post: "text" } },
  "post.like": { title: "like a post", area: "post", ...undoable, parameters: { post: "text" } },
  "account.follow": { title: "follow an account", area: "post", ...undoable, parameters: { person: "text" } },
  "people.list": { title: "add people to a public list", area: "post", ...undoable, parameters: { people: "list" } },
  "engagement.buy": {
    title: "buy followers, likes or traffic",
    area: "post",
    ...does,
    parameters: { what: "text", amount: "amount", currency: "text" },
  },
  "review.request": {
    title: "ask a buyer for a review",
    area: "message",
    ...does,
    parameters: { receiver: "text", text: "copy", purpose: "text", audience: "text" },
  },
  "review.publish": {
    title: "publish a review",
    area: "post",
    ...undoable,
    parameters: { text: "copy", author: "text" },
  },
  "review.hide": { title: "hide a review", area: "post", ...undoable, parameters: { review: "text", why: "text" } },
  "sale.refund": {
    title: "refund a sale",
    area: "money",
    ...protects,
    parameters: { sale: "text", amount: "amount", currency: "text" },
  },
  "sale.record": {
    title: "book a sale",
    area: "inside",
    ...within,
    parameters: { sale: "text", evidence: "text" },
  },
  "payment.retry": {
    title: "try a failed payment again",
    area: "money",
    ...does,
    parameters: { charge: "text", card: "text", amount: "amount", currency: "text" },
  },
  "card.store": { title: "store card details", area: "money", ...does, parameters: { what: "text" } },
  "subscription.offer": {
    title: "offer a subscription",
    area: "money",
    ...undoable,
    parameters: { plan: "text", text: "copy?", disclosures: "list?" },
  },
  "subscription.renew": {
    title: "renew a subscription",
    area: "money",
    ...does,
    parameters: { subscription: "text", amount: "amount", currency: "text" },
  },
  "subscription.cancel": {
    title: "cancel a subscription",
    area: "money",
    ...protects,
    parameters: { subscription: "text" },
  },
  "payout.send": {
    title: "pay money out",
    area: "money",
    ...does,
    parameters: { payout: "text", recipient: "text", amount: "amount", currency: "text" },
  },
  "payout.request": {
    title: "ask a payer's phone to confirm a payment",
    area: "money",
    ...does,
    parameters: { payment: "text", payer: "text", amount: "amount", currency: "text" },
  },
  "payout.reverse": {
    title: "take back a payment received by mistake",
    area: "money",
    ...protects,
    parameters: { payment: "text", amount: "amount", currency: "text" },
  },
  "order.place": {
    title: "place an order, a bid or an offer as a buyer",
    area: "trade",
    ...does,
    parameters: { what: "text", amount: "amount", currency: "text" },
  },
  "trade.place": {
    title: "place a trade",
    area: "trade",
    ...does,
    parameters: { market: "text", side: "text", amount: "amount", currency: "text", live: "flag" },
  },
  "affiliate.add": {
    title: "add an affiliate",
    area: "people",
    ...undoable,
    parameters: { person: "text", sharePercent: "whole" },
  },
  "lead.add": {
    title: "add a lead",
    area: "people",
    ...within,
    parameters: { lead: "text", origin: "text" },
  },
  "person.profile": {
    title: "put a person into a segment",
    area: "people",
    ...within,
    parameters: { person: "text", purpose: "text" },
  },
  "person.block": {
    title: "refuse a person further sales",
    area: "people",
    ...undoable,
    parameters: { person: "text" },
  },
  "person.keep": {
    title: "keep a person's details",
    area: "people",
    ...within,
    parameters: { person: "text", field: "text", purpose: "text" },
  },
  "person.erase": { title: "erase a person's details", area: "people", ...protects, parameters: { person: "text" } },
  "model.ask": {
    title: "ask a language model",
    area: "data",
    ...does,
    parameters: { model: "text", prompt: "text", personal: "flag" },
  },
  "data.collect": { title: "collect data", area: "data", ...does, parameters: { from: "text", what: "text" } },
  "data.use": {
    title: "use a platform's data",
    area: "data",
    ...within,
    parameters: { from: "text", purpose: "text" },
  },
  "data.sell": { title: "sell data", area: "data", ...does, parameters: { set: "text" } },
  "account.connect": { title: "connect an account", area: "inside", ...undoable, parameters: { shop: "text" } },
  "reminder.show": { title: "show a reminder", area: "inside", ...within, parameters: { text: "copy" } },
  "human.step": {
    title: "ask a person to do a step",
    area: "inside",
    ...within,
    parameters: { step: "text", text: "copy", link: "text?", input: "text?" },
  },
} as const satisfies Readonly<Record<string, KindRow>>;

export type ActionKind = keyof typeof actionKinds;

/** One parameter's value. Amounts are bigint minor units; other numbers are whole and safe. */
export type ParameterValue = string | number | bigint | boolean | readonly string[];

type ValueOf<S extends string> = S extends `${infer Must}?`
  ? ValueOf<Must>
  : S extends "amount"
    ? bigint
    : S extends "whole"
      ? number
      : S extends "flag"
        ? boolean
        : S extends "list"
          ? readonly string[]
          : string;

type OptionalNames<P> = { [F in keyof P]: P[F] extends `${string}?` ? F : never }[keyof P];

/** The parameters of one kind, typed from the table. */
export type ParametersOf<K extends ActionKind> = ParametersFrom<(typeof actionKinds)[K]["parameters"]>;

type ParametersFrom<P> = {
  readonly [F in Exclude<keyof P, OptionalNames<P>>]: P[F] extends string ? ValueOf<P[F]> : never;
} & { readonly [F in OptionalNames<P>]?: P[F] extends string ? ValueOf<P[F]> : never };

const rows: ReadonlyMap<string, KindRow> = new Map(Object.entries(actionKinds));

/** The row of a kind by its name, or undefined for a name that is no kind. */
export function kindRow(kind: string): KindRow | undefined {
  return rows.get(kind);
}

/** Whether there is such a kind. */
export function isActionKind(kind: string): kind is ActionKind {
  return rows.has(kind);
}

/** All names of kinds. */
export function allActionKinds(): readonly ActionKind[] {
  return [...rows.keys()].filter(isActionKind);
}
