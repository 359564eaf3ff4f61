import type { Spoil, WireAnswer } from "../support/gumroad-server.ts";

/** One way in which a platform can be bad, and what a person is told of it. */
export type BadPlatform = {
  readonly name: string;
  readonly spoil: Spoil;
  /** The one sentence, wherever it is told. */
  readonly sentence: string;
  /** Streams that cannot be read; all when left out. */
  readonly stopped?: readonly string[];
  /** Whether a person has to do something before it is read again. */
  readonly needsAccess?: boolean;
};

const page = "<!DOCTYPE html><html><head><title>Oops</title></head><body>We will be right back</body></html>";
const html = { "content-type": "text/html; charset=utf-8" };
const plain = { "content-type": "text/plain" };

const always =
  (change: Partial<WireAnswer>): Spoil =>
  (answer) => ({ ...answer, ...change, headers: { ...answer.headers, ...change.headers } });

const only =
  (path: string, change: Partial<WireAnswer>): Spoil =>
  (answer, asked) =>
    asked.startsWith(path) ? always(change)(answer, asked) : answer;

// biome-ignore format: a table
export const badPlatforms: readonly BadPlatform[] = [
  { name: "the token was revoked", spoil: always({ status: 401, body: "" }), sentence: "Gumroad refused the access token.", needsAccess: true },
  { name: "the token does not allow payouts", spoil: only("/v2/payouts", { status: 403, body: "" }), sentence: "The Gumroad access token does not allow this.", stopped: ["payouts"] },
  { name: "a web page comes with status 200", spoil: always({ headers: html, body: page }), sentence: "Gumroad answered with a web page where data was expected." },
  { name: "a web page comes with status 502", spoil: always({ status: 502, headers: html, body: page }), sentence: "Gumroad has trouble of its own (status 502)." },
  { name: "a robot check stands before it", spoil: always({ status: 403, headers: html, body: page }), sentence: "Gumroad answered with a web page that refuses the call, as it does when it takes it for a robot." },
  { name: "JSON ends in the middle", spoil: (answer) => ({ ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length * 0.6)) }), sentence: "Gumroad answered with data that ends in the middle." },
  { name: "connections are cut", spoil: () => "hang-up", sentence: "The connection to Gumroad was lost." },
  { name: "it is asked too often and does not say for how long to wait", spoil: always({ status: 429, headers: plain, body: "Retry later\n" }), sentence: "Gumroad asks to call less often." },
  { name: "the service is out", spoil: always({ status: 503, headers: plain, body: "" }), sentence: "Gumroad has trouble of its own (status 503)." },
  { name: "answers are empty", spoil: always({ body: "" }), sentence: "Gumroad answered with nothing where data was expected." },
  { name: "status 200 says that it did not work", spoil: always({ body: '{"success":false,"message":"Something went wrong."}' }), sentence: 'Gumroad refused what was asked: "Something went wrong.".' },
  { name: "a list is gone from the answer", spoil: only("/v2/sales", { body: '{"success":true}' }), sentence: "Gumroad's answer has no list of sales.", stopped: ["sales"] },
  { name: "the answer is a pointer elsewhere", spoil: always({ status: 302, headers: { location: "https://elsewhere.example/" }, body: "" }), sentence: "Gumroad answered with a pointer to another address." },
  { name: "only the list of sales is dead", spoil: only("/v2/sales", { status: 500, body: '{"status":500}' }), sentence: "Gumroad has trouble of its own (status 500).", stopped: ["sales"] },
];
