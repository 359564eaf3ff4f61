import fc from "fast-check";
import { allRoutes } from "../all-routes.ts";
import type { Route } from "../define-route.ts";
import { apiBase } from "../mount-routes.ts";
import { everybody, type Who } from "./cast-people.ts";
import { type TestApi, testHost } from "./open-api.ts";

/** What has broken other programs. */
const nasty = [
  "' OR 1=1 --",
  "'; DROP TABLE sale; --",
  "../../../../etc/passwd",
  "..%2f..%2fkey",
  "%00",
  "%ff%fe",
  "%",
  "{{7*7}}",
  "#{7*7}",
  "<script>alert(1)</script>",
  "__proto__",
  "constructor",
  "toString",
  "a\r\nset-cookie: x=1",
  "\u0000",
  "\uD800",
  "\u202Ecod.exe",
  "9".repeat(400),
  "-1",
  "1e309",
  "NaN",
  "9223372036854775808",
  "0x10",
  "2026-02-30",
  "2026-13-01",
  "0000-00-00",
  "9999-12-31",
  "+275760-09-13",
  "null",
  "undefined",
  "main",
  "demo",
  "*",
  "%25",
  "a".repeat(3_000),
  "=cmd|'/c calc'!A1",
  "$(id)",
  "`id`",
  "[object Object]",
  "gumroad/sale/1",
];

const text = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const deep = fc.constantFrom(
  "[".repeat(50_000),
  `${"[".repeat(70)}${"]".repeat(70)}`,
  '{"a":'.repeat(5_000),
  '{"a":1',
  "\uFEFF{}",
  '"',
);

/** A body that no route takes: no object, or one with a member that nobody knows. */
const spoiled = fc.oneof(
  deep,
  text,
  fc.array(fc.anything({ maxDepth: 2 })).map(jsonText),
  fc.dictionary(text, fc.anything({ maxDepth: 3 })).map((made) => jsonText({ ...made, "nobody-knows-this": 1 })),
  fc.constant('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}'),
);

const types = [
  "application/json",
  "application/json; charset=utf-16",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/csv",
  "",
];

export type FuzzedRequest = {
  readonly who: Who;
  readonly route: Route | undefined;
  readonly method: string;
  readonly path: string;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/**
 * What needs nothing but to be asked for is rightly asked for by any request, and such a route may change the books:
 * commands without a body, and taking the whole shop out, which is put on record.
 */
const isBareCommand = ({ method, path, body, upload }: Route): boolean =>
  path === "/shop/download" || (method !== "get" && body === undefined && upload === undefined && !path.includes(":"));

const routes = fc.option(fc.constantFrom(...allRoutes.filter((route) => !isBareCommand(route))), {
  nil: undefined,
  freq: 20,
});

/** Any request at all: most of them to a route, with names and values from a bad day. */
export const fuzzedRequest: fc.Arbitrary<FuzzedRequest> = fc
  .record({
    who: fc.constantFrom(...everybody),
    route: routes,
    method: fc.option(fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"), {
      nil: undefined,
      freq: 4,
    }),
    names: fc.array(text, { minLength: 4, maxLength: 4 }),
    encode: fc.boolean(),
    query: fc.array(fc.tuple(fc.nat(), text, fc.boolean()), { maxLength: 4 }),
    type: fc.constantFrom(...types),
    headers: fc.dictionary(
      fc.constantFrom(
        "if-none-match",
        "idempotency-key",
        "accept",
        "range",
        "x-forwarded-for",
        "cookie",
        "accept-encoding",
        "content-length",
      ),
      fc.oneof({ weight: 9, arbitrary: text.map(encoded) }, text),
      { maxKeys: 3 },
    ),
    body: spoiled,
  })
  .map(({ names, encode, query, method, ...rest }) => ({
    ...rest,
    method: method ?? rest.route?.method.toUpperCase() ?? "GET",
    path: pathOf(rest.route, names, encode) + queryOf(rest.route, query),
  }));

function pathOf(route: Route | undefined, names: readonly string[], encode: boolean): string {
  let at = 0;
  const next = (): string => (encode ? encoded(names[at++ % names.length] ?? "") : (names[at++ % names.length] ?? ""));
  return route ? apiBase + route.path.replace(/:\w+/g, next) : `/${next()}/${next()}`;
}

function queryOf(route: Route | undefined, parts: readonly (readonly [number, string, boolean])[]): string {
  const known = [...Object.keys(route?.query ?? {}), "book", "limit", "after"];
  const pairs = parts.map(
    ([which, value, named]) => `${named ? known[which % known.length] : encoded(value)}=${encoded(value)}`,
  );
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/** A lone half of a character cannot be written in an address. */
function encoded(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) => (typeof one === "bigint" ? String(one) : one)) ?? "null";
}

/** Asks it; the status, or undefined for what no client could even send. */
export async function askFuzzed(api: TestApi, one: FuzzedRequest): Promise<number | undefined> {
  const bodyless = one.method === "GET" || one.method === "HEAD";
  const { "content-length": _, ...headers } = one.headers;
  const asked = {
    method: one.method,
    headers: bodyless ? headers : { ...headers, "content-type": one.type },
    ...(bodyless ? {} : { body: one.body }),
  };
  if (!canBeSent(one.path, asked)) return undefined;
  const answer = await api.fetch(one.who, one.path, asked);
  await answer.body?.cancel();
  return answer.status;
}

function canBeSent(path: string, asked: RequestInit): boolean {
  try {
    return new Request(`http://${testHost}${path}`, asked).url !== "";
  } catch {
    return false;
  }
}
