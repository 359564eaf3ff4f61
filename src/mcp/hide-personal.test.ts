import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Action } from "../domain/action/action.ts";
import { planWithoutPersons, withoutAddresses } from "./hide-personal.ts";

describe("what is hidden", () => {
  it("is an address that begins with an apostrophe", () => {
    expect(withoutAddresses("to 'o'hara@buyers.example.")).toBe("to [e-mail]");
  });

  it("is every e-mail address, however deep it stands and whatever surrounds it", () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.constantFrom("", " ", "<", "(", "; ", "“"), (email, before) => {
        const answer = withoutAddresses({ a: [{ b: `${before}${email}>` }], text: `to ${email}` });
        expect(JSON.stringify(answer)).not.toContain(email);
      }),
    );
  });

  it("is who an act is about, and the words meant for them", () => {
    const message = {
      kind: "message.send",
      parameters: { receiver: "r@x.example", channel: "gumroad", purpose: "service", text: "Dear Ines" },
    } as unknown as Action;
    expect(planWithoutPersons(message)).toEqual({
      receiver: "[hidden]",
      channel: "gumroad",
      purpose: "service",
      text: "[hidden]",
    });
    const payout = {
      kind: "payout.send",
      parameters: { payout: "p1", recipient: "254700000000", amount: 1_500n, currency: "KES" },
    } as unknown as Action;
    expect(planWithoutPersons(payout)).toEqual({ payout: "p1", recipient: "[hidden]", amount: "15.00 KES" });
  });
});
