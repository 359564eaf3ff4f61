import { describe, expect, it } from "vitest";
import { sealedWord, subjectOf, withoutPersonal } from "./personal.ts";

const mail = {
  receiver: "amina@example.com",
  purpose: "recovery",
  from: "shop",
  subject: "Amina, your cart",
  text: "Dear Amina",
  disclosures: ["advertisement"],
};

describe("an act about a person", () => {
  it("names whom it is about, whatever they are called there", () => {
    expect(subjectOf("mail.send", mail)).toBe("amina@example.com");
    expect(subjectOf("account.follow", { person: "u1" })).toBe("u1");
    expect(subjectOf("lead.add", { lead: "l1", origin: "form" })).toBe("l1");
    expect(subjectOf("mail.send", { ...mail, receiver: "" })).toBeUndefined();
    expect(subjectOf("sale.refund", { sale: "s1", amount: 1n, currency: "USD" })).toBeUndefined();
  });

  it("is shown without the name, the address and the words, and with the rest", () => {
    expect(withoutPersonal("mail.send", mail)).toEqual({
      ...mail,
      receiver: sealedWord,
      subject: sealedWord,
      text: sealedWord,
    });
    const reply = { to: "p1", person: "u1", text: "Hello", textKey: "k" };
    const hidden = { to: sealedWord, person: sealedWord, text: sealedWord, textKey: "k" };
    expect(withoutPersonal("post.reply", reply)).toEqual(hidden);
    expect(withoutPersonal("mail.send", { ...mail, template: undefined })).toHaveProperty("template", undefined);
  });
});
