/**
 * Decisions over the whole set of rules that comes with Millrace, each with all facts and counts it needs, as the gate
 * asks for them: a message (the kind with the most rules), a listing, a price, a retried payment, and something unknown.
 * `node bench/policy.ts [decisions]`
 */
import { readdirSync, readFileSync } from "node:fs";
import { loadRules } from "../src/actions/policy/load-rules.ts";
import type { RuleFile } from "../src/actions/policy/read-yaml.ts";
import type { Facts, Intended } from "../src/domain/policy/asking.ts";
import { decide } from "../src/domain/policy/decide.ts";
import type { FieldValue } from "../src/domain/policy/fields.ts";
import { percentile, timed, whole } from "./kit/measure.ts";

const decisions = Number(process.argv[2] ?? 100_000);
const folder = new URL("../policy/", import.meta.url);
const files: RuleFile[] = readdirSync(folder).map((name) => ({
  path: `policy/${name}`,
  text: readFileSync(new URL(name, folder), "utf8"),
}));
let loaded = loadRules(files);
const loading = await timed(() => {
  loaded = loadRules(files);
});
if (!loaded.ok) throw new Error(loaded.error.sentence);
const set = loaded.value;
console.log(`${set.rules.length} rules read, checked and asked about their examples in ${loading.toFixed(0)} ms`);

const words = "Your chapter is waiting. ".repeat(40);
const at = Date.UTC(2026, 10, 20, 12);
const origin = { by: "strategy", id: "bench" } as const;
// biome-ignore format: a list of cases that reads as a table stays one to a line.
const intended: readonly Intended[] = [
  { kind: "mail.send", target: "smtp", book: "main", origin, parameters: { receiver: "r1", purpose: "recovery", from: "shop", subject: "Your cart", text: words, disclosures: ["advertisement"] } },
  { kind: "message.send", target: "gumroad", book: "main", origin, parameters: { receiver: "r1", channel: "whatsapp", purpose: "recovery", text: words, disclosures: ["advertisement"] } },
  { kind: "post.reply", target: "x", book: "main", origin, parameters: { to: "p1", person: "u1", text: words, textKey: "k" } },
  { kind: "listing.create", target: "gumroad", book: "main", origin, parameters: { product: "p1", title: "A planner", description: words, price: 1_500n, currency: "USD" } },
  { kind: "listing.price", target: "etsy", book: "main", origin, parameters: { listing: "l1", price: 1_500n, currency: "USD", announced: false, personal: false } },
  { kind: "payment.retry", target: "stripe", book: "main", origin, parameters: { charge: "c1", card: "k1", amount: 1_500n, currency: "USD" } },
  { kind: "rocket.launch", target: "stripe", book: "main", origin, parameters: {} },
];

/** Facts from the examples that the rules themselves allow: what an ordinary, lawful action comes with. */
const values: Record<string, FieldValue> = {};
const counts: Record<string, number> = {};
for (const rule of set.rules) {
  Object.assign(values, rule.fixtures.allow[0]?.facts);
  Object.assign(counts, rule.fixtures.allow[0]?.counts);
}
const facts: Facts = { values, counts };

const every: number[] = [];
for (const action of intended) {
  const micros: number[] = [];
  let asked = 0;
  for (let i = 0; i < decisions / intended.length; i++) {
    const start = performance.now();
    asked = decide(set, action, facts, at + i).asked;
    micros.push((performance.now() - start) * 1_000);
  }
  every.push(...micros);
  const p = (n: number): string => percentile(micros, n).toFixed(2);
  console.log(`${action.kind.padEnd(16)} ${String(asked).padStart(3)} rules  p50 ${p(50)} µs  p99 ${p(99)} µs`);
}
console.log(
  `${whole(every.length)} decisions: p50 ${percentile(every, 50).toFixed(2)} µs, p99 ${percentile(every, 99).toFixed(2)} µs`,
);
