/** What a row of the activity file is about. */
export type Meaning =
  | "payment"
  | "refund"
  | "reversal"
  | "chargeback"
  | "chargeback-won"
  | "fee"
  | "conversion"
  | "withdrawal"
  | "deposit"
  | "hold"
  /** An item of a payment that has a row of its own. */
  | "detail"
  /** An authorisation, order or request: a payment may follow. */
  | "no-money"
  | "unknown";

/**
 * Event codes tell the meaning in every language. Groups are those of PayPal's own list of transaction event codes
 * (Transaction Search); the longest prefix that is listed counts.
 */
const byEvent: readonly (readonly [prefix: string, meaning: Meaning])[] = [
  ["T00", "payment"],
  ["T01", "fee"],
  ["T02", "conversion"],
  ["T03", "deposit"],
  ["T04", "withdrawal"],
  ["T05", "payment"],
  ["T06", "withdrawal"],
  ["T07", "deposit"],
  ["T17", "withdrawal"],
  ["T1106", "reversal"],
  ["T1107", "refund"],
  ["T1108", "fee"],
  ["T1109", "fee"],
  ["T1110", "hold"],
  ["T1111", "hold"],
  ["T1114", "reversal"],
  ["T1201", "chargeback"],
  ["T1202", "chargeback-won"],
  ["T13", "no-money"],
  ["T15", "hold"],
  ["T21", "hold"],
];

/** Patterns over the English or German text of `Type`, lower case; the first that fits counts. */
const byText: readonly (readonly [pattern: RegExp, meaning: Meaning])[] = [
  [/currency conversion|währungsumrechnung/, "conversion"],
  [/cart item|warenkorbartikel/, "detail"],
  [/chargeback fee|rückbuchungsgebühr|dispute fee/, "fee"],
  [/(reversal|cancell?ation|stornierung|aufhebung) .*(chargeback|rückbuchung)|chargeback reversal/, "chargeback-won"],
  [/chargeback|rückbuchung|rückbelastung/, "chargeback"],
  [/\bholds?\b|\breserves?\b|\breleases?\b|einbehalt|zurückbehalt|zurückhaltung|rücklage|freigabe/, "hold"],
  [
    /authori[sz]ation|autorisierung|genehmigung|request (sent|received)|invoice (sent|received)|zahlungsanforderung|rechnung (gesendet|erhalten)|^order$|^bestellung$/,
    "no-money",
  ],
  [/refund|rückzahlung|rückerstattung|erstattung/, "refund"],
  [/withdraw|transfer to (a )?bank|bank transfer|abbuchung|auszahlung|überweisung auf (das )?bankkonto/, "withdrawal"],
  [/deposit|add(ed)? funds|funds added|bankgutschrift|einzahlung|gutschrift auf paypal/, "deposit"],
  [/reversal|rückgängig|stornierung/, "reversal"],
  [/\bfees?\b|gebühr|entgelt/, "fee"],
  [/payment|zahlung|checkout|donation|spende|purchase|kauf|subscription|abonnement|mass ?pay|\bsale\b/, "payment"],
];

export function meaningOf(event: string, type: string): Meaning {
  const listed = byEvent.filter(([prefix]) => event.startsWith(prefix)).sort(([a], [b]) => b.length - a.length)[0];
  if (listed) return listed[1];
  return byText.find(([pattern]) => pattern.test(type.toLowerCase()))?.[1] ?? "unknown";
}

export type StatusOf = "completed" | "pending" | "failed";

const pending =
  /^(pending|unclaimed|processing|in process|held|on hold|uncleared|unpaid|ausstehend|offen|schwebend|in bearbeitung|einbehalten|nicht eingefordert)/;
const failed =
  /^(denied|declined|failed|cancell?ed|expired|void|voided|rejected|abgelehnt|storniert|abgebrochen|fehlgeschlagen|verfallen|abgelaufen|widerrufen)/;

/** A refunded or reversed payment was completed first; the refund is a row of its own. */
export function statusOf(text: string): StatusOf {
  const status = text.toLowerCase();
  return pending.test(status) ? "pending" : failed.test(status) ? "failed" : "completed";
}

/** Whether the balance column says that money moved; undefined where it says nothing. `Memo` is said in both languages. */
export function movesBalance(impact: string): boolean | undefined {
  if (/^(memo|no impact|kein)/i.test(impact)) return false;
  return /^(credit|debit|haben|soll)/i.test(impact) ? true : undefined;
}
