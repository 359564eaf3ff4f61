import type { Done } from "./random-acts.ts";

const hour = 3_600_000;
const day = 24 * hour;

/**
 * Looks at what was done with eyes of its own: limits written down a second time, local hours by the runtime's own
 * formatter, and windows counted backwards from every act. Each breach as one line.
 */
export function breachesIn(done: readonly Done[]): readonly string[] {
  const breaches: string[] = [];
  const say = (what: string, { at }: Done): void => {
    breaches.push(`${what} at ${new Date(at).toISOString()}`);
  };
  const most = (name: string, of: (one: Done) => string | undefined, max: number, windowMs: number): void => {
    const groups = Map.groupBy(done, of);
    for (const [key, acts] of groups) {
      if (key === undefined) continue;
      acts.forEach((act, i) => {
        const before = acts[i - max];
        if (before && before.at > act.at - windowMs) say(`${name} ${key}`, act);
      });
    }
  };
  const isMessage = ({ action }: Done): boolean => action.kind === "mail.send" || action.kind === "message.send";
  const p = ({ action }: Done, name: string): string => String(action.parameters[name]);
  most(
    "recovery",
    (one) => (isMessage(one) && p(one, "purpose") === "recovery" ? p(one, "receiver") : undefined),
    3,
    14 * day,
  );
  const creates = ({ action }: Done): string | undefined =>
    action.kind === "listing.create" ? action.account : undefined;
  most("creations in a minute", creates, 10, 60_000);
  most("creations in a day", (one) => (creates(one) === "a0" ? "a0" : undefined), 10, day);
  most("creations in a day", creates, 100, day);
  most("same text", (one) => (one.action.kind === "post.publish" ? p(one, "textKey") : undefined), 1, 30 * day);
  const retries = (one: Done): boolean => one.action.kind === "payment.retry";
  const network = (one: Done): unknown => one.facts.values["payment.network"];
  const onlyOurs = (one: Done): string | undefined =>
    retries(one) && one.action.origin.by !== "owner" ? p(one, "card") : undefined;
  most("own tries", onlyOurs, 8, 30 * day);
  most("Visa", (one) => (retries(one) && network(one) === "visa" ? p(one, "card") : undefined), 15, 30 * day);
  const mastercard = (one: Done): boolean => retries(one) && network(one) === "mastercard";
  most("Mastercard", (one) => (mastercard(one) ? p(one, "card") : undefined), 10, day);
  most("Mastercard", (one) => (mastercard(one) ? `${p(one, "card")} ${p(one, "amount")}` : undefined), 35, 30 * day);
  for (const one of done) {
    if (retries(one) && one.facts.values["payment.declineCode"] !== "51") say("a final decline", one);
    if (!isMessage(one) || p(one, "purpose") === "receipt") continue;
    const local = localHour(String(one.facts.values["receiver.zone"]), one.at);
    if (local >= 21 || local < 8) say("night", one);
    if (one.facts.values["receiver.suppressed"] === true) say("suppressed", one);
    if (one.facts.values["receiver.country"] === "XX") say("a country nobody knows", one);
  }
  return breaches;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localHour(zone: string, at: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" });
    formats.set(zone, format);
  }
  return Number(format.format(at));
}
