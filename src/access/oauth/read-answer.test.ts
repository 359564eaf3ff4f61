import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../base/random.ts";
import { testOAuth } from "../testing/consent-server.ts";
import { askConsent, challengeOf } from "./begin.ts";
import type { Consent } from "./consent.ts";
import { readAnswer, readPasted } from "./read-answer.ts";

function consentWith(issuer?: string): Consent {
  return {
    title: "Shop",
    platform: "shop",
    oauth: { ...testOAuth, ...(issuer === undefined ? {} : { issuer }) },
    authorizeUrl: `${testOAuth.authorizeUrl}?tenant=a`,
    http: { call: () => Promise.reject(new Error("nothing is sent")), quota: () => [] },
    tokenPath: "/token",
    devicePath: undefined,
  };
}

const asked = askConsent(consentWith(), "app", "http://127.0.0.1:1/callback", seededRandom(1n));
const answer = (more: Readonly<Record<string, string>>): URLSearchParams =>
  new URLSearchParams({ state: asked.state, code: "good-code", ...more });

describe("asking for consent", () => {
  // RFC 7636, appendix B.
  it("shows the challenge of the standard's own example", () => {
    expect(challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe(
      "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    );
  });

  it("tells the browser what is wanted and nothing that is secret", () => {
    const url = new URL(asked.url);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      tenant: "a",
      response_type: "code",
      client_id: "app",
      redirect_uri: "http://127.0.0.1:1/callback",
      scope: "read",
      state: asked.state,
      code_challenge: challengeOf(asked.verifier.reveal()),
      code_challenge_method: "S256",
    });
    expect(asked.state).toMatch(/^[\w-]{43}$/);
    expect(asked.url).not.toContain(asked.verifier.reveal());
  });
});

describe("the answer of the browser", () => {
  it("is taken from the platform that is named, where platforms name themselves", () => {
    const named = consentWith("https://shop.example");
    const codes = [
      readAnswer(named, asked, answer({ iss: "https://shop.example" })),
      readAnswer(named, asked, answer({ iss: "https://evil.example" })),
      readAnswer(named, asked, answer({})),
    ].map((read) => (read.ok ? "taken" : read.error.code));
    expect(codes).toEqual(["taken", "oauth-issuer", "oauth-issuer"]);
  });

  it("is never taken for another state, whatever it holds, and never repeated", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (state, code) => {
        fc.pre(state !== asked.state);
        const read = readAnswer(consentWith(), asked, new URLSearchParams({ state, code }));
        expect(read).toMatchObject({ ok: false, error: { code: "oauth-state" } });
      }),
    );
  });

  it("is read from whatever is pasted, or refused in one sentence", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (pasted) => {
        const read = readPasted(consentWith(), asked, pasted);
        if (read.ok) expect(read.value.reveal()).toBe(pasted.trim());
        else expect(read.error.sentence).toMatch(/^[^\n]+\.$/);
      }),
    );
    const whole = `${asked.redirectUri}?${answer({})}`;
    for (const pasted of [whole, ` ${whole}\n`, `?${answer({})}`, answer({}).toString(), "good-code"])
      expect(readPasted(consentWith(), asked, pasted)).toMatchObject({ ok: true });
    expect(readPasted(consentWith(), asked, "x".repeat(9_000)).ok).toBe(false);
  });
});
