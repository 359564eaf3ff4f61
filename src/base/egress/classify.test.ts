import { describe, expect, it } from "vitest";
import { answerOf, failureOfError } from "./classify.ts";
import type { WireTrouble } from "./transport.ts";
import { WireError } from "./transport.ts";

const now = Date.UTC(2026, 10, 21);
const judge = (status: number, headers: Readonly<Record<string, string>> = {}, body = "") => {
  const result = answerOf({ status, headers, body: Buffer.from(body) }, { title: "Gumroad", startedAt: now, now });
  if (result.ok) return "answer";
  const { kind, code, sentence, retryAt } = result.error;
  return `${kind} ${code}${retryAt === undefined ? "" : ` +${retryAt - now}`}: ${sentence}`;
};

describe("an answer of a service", () => {
  it.each([200, 201, 204, 302, 304, 400, 404, 409, 422])("with status %i is for the caller", (status) =>
    expect(judge(status)).toBe("answer"),
  );

  // biome-ignore format: a table
  it.each<[number, Record<string, string>, string]>([
    [401, {}, "auth access-refused: Gumroad refused the access token."],
    [403, {}, "auth not-allowed: Gumroad does not allow this with the access token it was given."],
    [403, { "retry-after": "5" }, "rate-limit too-many +5000: Gumroad asks to call less often."],
    [403, { "x-ratelimit-remaining": "0" }, "rate-limit too-many: Gumroad asks to call less often."],
    [403, { "content-type": "text/html; charset=UTF-8" }, "auth not-allowed: Gumroad does not allow this with the access token it was given."],
    [429, {}, "rate-limit too-many: Gumroad asks to call less often."],
    [429, { "retry-after": "7" }, "rate-limit too-many +7000: Gumroad asks to call less often."],
    [451, {}, "compliance legal: Gumroad must not answer this for legal reasons."],
    [408, {}, "transient busy: Gumroad asks to send the call again."],
    [500, {}, "transient server: Gumroad has trouble of its own (status 500)."],
    [503, { "retry-after": "60" }, "transient server +60000: Gumroad has trouble of its own (status 503)."],
    [599, {}, "transient server: Gumroad has trouble of its own (status 599)."],
    [405, {}, "fatal refused: Gumroad does not take this call (status 405)."],
    [600, {}, "fatal refused: Gumroad does not take this call (status 600)."],
  ])("with status %i and %j is a failure", (status, headers, said) => expect(judge(status, headers)).toBe(said));

  it("with status 403 and a web page is a refusal of robots, which passes", () =>
    expect(judge(403, { "content-type": "text/html; charset=UTF-8" }, "<h1>Forbidden</h1>")).toBe(
      "transient html-page: Gumroad answered with a web page that refuses the call, as it does when it takes it for a robot.",
    ));

  it("is text as it was written, and nothing is read into bytes that are none", () => {
    const latin = Buffer.from([0x67, 0x72, 0xfc, 0xdf]);
    const of = (status: number, body: Uint8Array) =>
      answerOf({ status, headers: {}, body }, { title: "Gumroad", startedAt: now, now });
    expect(of(200, Buffer.from("\uFEFFgrüß"))).toMatchObject({ ok: true, value: { text: "grüß", startedAt: now } });
    expect(of(200, latin)).toMatchObject({ ok: false, error: { kind: "transient", code: "not-text" } });
    expect(of(404, latin)).toMatchObject({ ok: true, value: { status: 404, text: "" } });
  });

  it("gives its headers whatever the case they are asked for in", () => {
    const result = answerOf(
      { status: 200, headers: { "x-a": "1" }, body: new Uint8Array() },
      { title: "Gumroad", startedAt: now, now },
    );
    expect(result.ok && [result.value.header("X-A"), result.value.header("x-b")]).toEqual(["1", undefined]);
  });
});

describe("a request without an answer", () => {
  const all: Readonly<Record<WireTrouble, string>> = {
    "name-unknown": "transient",
    "address-refused": "transient",
    "connection-refused": "transient",
    "connection-lost": "transient",
    certificate: "transient",
    timeout: "transient",
    "too-large": "fatal",
    "cut-short": "transient",
    unreadable: "transient",
    stopped: "transient",
  };

  it.each(Object.entries(all))("is told in one sentence when it is %s", (trouble, kind) => {
    const error = new WireError(trouble as WireTrouble, "GET https://x/?access_token=hush");
    const failure = failureOfError(error, "Gumroad");
    expect([failure.kind, failure.code]).toEqual([kind, trouble]);
    expect(failure.sentence).toMatch(/^[A-Z][^{}]*\.$/);
    expect(failure.sentence).toContain("Gumroad");
    expect(JSON.stringify(failure)).not.toContain("hush");
  });

  it("is a lost connection where nobody knows better", () => {
    expect(failureOfError(new TypeError("fetch failed: hush"), "Gumroad")).toEqual({
      kind: "transient",
      code: "connection-lost",
      sentence: "The connection to Gumroad was lost.",
    });
  });
});
