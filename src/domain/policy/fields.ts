import { kindRow, type ParameterShape } from "../action/kinds.ts";

/** What a field holds. `moment` is UTC milliseconds; a zone and a country are texts. */
export type FieldType = "text" | "number" | "flag" | "list" | "moment" | "country" | "zone";

/** The value of a field as rules see it. */
export type FieldValue = string | number | bigint | boolean | readonly string[];

export type FieldRow = {
  readonly type: FieldType;
  /** Completes "it is not known …". */
  readonly unknown: string;
};

const text = (unknown: string): FieldRow => ({ type: "text", unknown });
const flag = (unknown: string): FieldRow => ({ type: "flag", unknown });
const number = (unknown: string): FieldRow => ({ type: "number", unknown });
const list = (unknown: string): FieldRow => ({ type: "list", unknown });
const moment = (unknown: string): FieldRow => ({ type: "moment", unknown });

/**
 * All facts that a rule may ask for. The gate gathers those that `factsNeeded` names for an action; what it cannot
 * find out it leaves away, and the rule says what follows from that.
 */
export const factFields: Readonly<Record<string, FieldRow>> = {
  "route.means": text("by what means it would be done"),
  "receiver.country": { type: "country", unknown: "in which country the receiver is" },
  "receiver.zone": { type: "zone", unknown: "in which time zone the receiver is" },
  "receiver.consent": flag("whether the receiver agreed to such messages"),
  "receiver.consentNamesBusiness": flag("whether the receiver's consent names this business"),
  "receiver.softOptIn": flag("whether the address comes from a sale with a way to object shown at that time"),
  "receiver.suppressed": flag("whether the receiver objected to messages"),
  "receiver.lastWrote": moment("when the receiver last wrote"),
  "receiver.boughtOn": text("on which platform the receiver bought"),
  "receiver.similarProducts": flag("whether the message is about products like the one bought"),
  "receiver.isOwner": flag("whether the receiver is the owner"),
  "receiver.countryConfirmed": flag("whether the owner confirmed the rules of the receiver's country"),
  "sender.addressShown": flag("whether the message shows a postal address"),
  "sender.optOutWorks": flag("whether the message has a working way to opt out"),
  "sender.optOutHours": number("how many hours an opt-out takes to be honoured"),
  "sender.sharesAddresses": flag("whether addresses are passed on to others"),
  "sender.vendorChecked": flag("whether the service that sends was checked for the same rules"),
  "sender.identityTrue": flag("whether the sender's name and address are true"),
  "sender.oneClick": flag("whether the message can be unsubscribed from in one click"),
  "sender.authenticated": flag("whether the sending domain passes SPF, DKIM and DMARC"),
  "sender.complaintsPerTenThousand": number("how many receivers complain"),
  "copy.subjectTrue": flag("whether the subject says what the message is"),
  "copy.claimsProven": flag("whether the figures it claims are proven"),
  "copy.scarcityTrue": flag("whether the scarcity it speaks of is real"),
  "copy.firstUse": flag("whether this pattern of text was used before"),
  "copy.byModel": flag("whether a language model wrote the text"),
  "copy.photoreal": flag("whether it holds pictures or sound that look real and are made by a model"),
  "copy.speaksAs": text("in whose name it speaks"),
  "copy.paidTie": flag("whether it recommends something the owner is paid for"),
  "copy.tieNearClaim": flag("whether the paid tie is stated beside the recommendation"),
  "post.sameElsewhere": flag("whether the same text was posted from another account of the owner"),
  "post.topicTrending": flag("whether it rides on a trending topic"),
  "post.automatic": flag("whether the reply is triggered by a keyword"),
  "post.personEngaged": flag("whether that person wrote to the account first"),
  "account.labelled": flag("whether the account is marked as automated"),
  "account.aiRepliesApproved": flag("whether the platform approved replies written by a model"),
  "account.compliant": flag("whether the platform counts the account as compliant"),
  "account.shops": number("how many shops the key already opens"),
  "account.keyAccess": text("what access the platform gave the key"),
  "account.ownKey": flag("whether the key belongs to this installation alone"),
  "quota.usedPercent": number("how much of the platform's quota is used"),
  "product.category": text("what category the product is in"),
  "product.byModel": flag("whether a model made the product"),
  "product.reviewsShown": list("what reviews are shown"),
  "listing.fetchedAt": moment("when the listing's content was read from the platform"),
  "page.otherFetchedAt": moment("when the platform's other content was read"),
  "page.linksBack": flag("whether the page links back to the listing"),
  "price.lowest30d": number("what the lowest price of the last 30 days was"),
  "price.floor": number("what the owner's lowest price is"),
  "price.ceiling": number("what the owner's highest price is"),
  "price.changePercent": number("by how much the price would change"),
  "price.weekChangePercent": number("by how much the price changed this week"),
  "price.rise": flag("whether the price would rise"),
  "price.emergency": flag("whether a disaster or an emergency was declared in the market"),
  "price.stressedGroup": flag("whether it would hit a group in distress"),
  "price.parityClause": flag("whether the platform forbids a lower price elsewhere"),
  "price.lowerElsewhere": flag("whether the product would be cheaper on another platform"),
  "market.country": { type: "country", unknown: "for which country the price is" },
  "market.region": text("for which region of the country the price is"),
  "payment.network": text("of which network the card is"),
  "payment.declineCode": text("why the payment was declined"),
  "payment.disputed": flag("whether the payment was disputed"),
  "payment.refunded": flag("whether the payment was refunded"),
  "payment.cancelled": flag("whether the customer cancelled"),
  "payment.excessFee": number("what the network would charge for one more try"),
  "payer.askedNow": flag("whether the payer has just asked to pay"),
  "payer.openPrompts": number("how many prompts are open on the payer's phone"),
  "payer.cancelledLast": flag("whether the payer cancelled the last prompt"),
  "recipient.allowListed": flag("whether the recipient is on the owner's list"),
  "recipient.ownerApproved": flag("whether the owner approved this payout"),
  "payout.lastAttempt": text("how the last attempt of this payout ended"),
  "plan.cancelOnline": flag("whether the subscription can be cancelled as easily as it was taken out"),
  "plan.noticeNeeded": flag("whether the law there asks for a notice before renewal"),
  "plan.noticeSent": flag("whether the notice of renewal was sent"),
  "person.objected": flag("whether the person objected to marketing"),
  "person.effect": text("what effect it has on the person"),
  "person.decidedByPerson": flag("whether a person looks at the decision"),
  "person.eraseAsked": flag("whether the person asked to be erased"),
  "person.fieldNeeded": flag("whether the field is needed for the purpose"),
  "person.legalHold": flag("whether the law asks to keep it"),
  "affiliate.isBuyer": flag("whether the affiliate buys through the own link"),
  "data.licence": text("under what licence the data is"),
  "data.personal": flag("whether the data is about people"),
  "data.robotsAllow": flag("whether the site's rules allow it"),
  "lead.consentProof": flag("whether there is proof that the lead agreed"),
  "trade.guardsSet": flag("whether loss and position limits, an address list and a stop switch are set"),
  "trade.keyWithdraws": flag("whether the exchange key may withdraw"),
  "trade.ownMoney": flag("whether it is the owner's money"),
  "trade.riskAccepted": flag("whether the owner read and accepted the risk notice for the country"),
};

const actionFields: Readonly<Record<string, FieldType>> = {
  "action.kind": "text",
  "action.target": "text",
  "action.origin": "text",
  /** All of the action's copy, one text after the other. */
  "action.words": "text",
};

// Maps, so that a name which every object has ("toString") is no field.
const fieldTypes: ReadonlyMap<string, FieldType> = new Map([
  ...Object.entries(actionFields),
  ...Object.entries(factFields).map(([name, { type }]) => [name, type] as const),
]);
const unknowns: ReadonlyMap<string, string> = new Map(
  Object.entries(factFields).map(([name, { unknown }]) => [name, unknown]),
);

/** The type of a field, for an action of one of `kinds`; undefined when there is no such field. */
export function fieldType(field: string, kinds: readonly string[]): FieldType | undefined {
  const own = fieldTypes.get(field);
  if (own || !field.startsWith("with.")) return own;
  const name = field.slice("with.".length);
  for (const kind of kinds) {
    const shape = new Map(Object.entries(kindRow(kind)?.parameters ?? {})).get(name);
    if (shape) return typeOfShape(shape);
  }
  return undefined;
}

/** What a parameter of that shape is for rules. */
export function typeOfShape(shape: ParameterShape): FieldType {
  const bare = shape.replace("?", "");
  if (bare === "amount" || bare === "whole") return "number";
  if (bare === "flag" || bare === "list") return bare;
  return "text";
}

/** Completes "it is not known …" for a missing field. */
export function unknownClause(field: string): string {
  return unknowns.get(field) ?? `what "${field.replace(/^with\./, "")}" is`;
}

/** Every field name that needs no kind: for "did you mean". */
export function allFieldNames(): readonly string[] {
  return [...Object.keys(actionFields), ...Object.keys(factFields)];
}
