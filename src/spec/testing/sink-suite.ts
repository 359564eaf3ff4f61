import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Failure } from "../../base/egress/failure.ts";
import type { Sink } from "../sink.ts";
import { createTrial, type SinkStand, type StandClock, type Trial } from "./sink-trial.ts";

/** What is expected of every sink. `open` starts its stand, whose clock is `clock`. */
export function sinkSuite(sink: Sink, open: (clock: StandClock) => Promise<SinkStand>): void {
  describe(`${sink.title} as a sink`, () => {
    const trial = createTrial(sink);
    beforeAll(async () => trial.begin(await open(trial.clock)));
    beforeEach(() => trial.clock.advance(120_000));
    afterAll(() => trial.end());
    settingsLaws(sink, trial);
    readingLaws(trial);
    boundLaws(trial);
    secrecyLaws(sink, trial);
    troubleLaws(trial);
  });
}

/** Before anything is sent. */
function settingsLaws(sink: Sink, trial: Trial): void {
  it("says in one sentence what is missing before anything is sent", () => {
    const required = sink.fields.filter((field) => field.required && field.byDefault === undefined);
    const opened = trial.build({});
    expect(opened.ok).toBe(required.length === 0);
    for (const field of required)
      expect(opened.ok ? "" : opened.error.sentence).toContain(`"${field.label}" is missing`);
  });

  it("names each field once and tells where to find its value", () => {
    expect(new Set(sink.fields.map((field) => field.name)).size).toBe(sink.fields.length);
    for (const field of sink.fields) {
      expect(field.help).toMatch(/[.]$/);
      expect(field.env).toMatch(/^MILLRACE_[A-Z_]+$/);
    }
  });
}

/** What arrives is what was written. */
function readingLaws(trial: Trial): void {
  it("shows title, how serious it is, each line in order, and the link", async () => {
    const link = "https://millrace.example.com/alerts/7?from=a&to=b";
    const lines = ["First line.", "Second line.", "Third line."];
    const { text, sent } = await trial.arrived({ title: "Gumroad cannot be read.", severity: "serious", lines, link });
    for (const part of ["Serious", "Gumroad cannot be read.", ...lines, link]) expect(text).toContain(part);
    expect(text.indexOf("First")).toBeLessThan(text.indexOf("Second"));
    expect(text.indexOf("Second")).toBeLessThan(text.indexOf("Third"));
    expect(sent.shortened).toBe(false);
  });

  it("shows text that looks like code of the place as the text it is", async () => {
    for (const odd of oddTexts) {
      const { text } = await trial.arrived({ title: `Title ${odd}`, lines: [`Line ${odd}`] });
      expect(text).toContain(`Title ${odd}`);
      expect(text).toContain(`Line ${odd}`);
    }
  });

  it("lets no line end in a title begin a header or a line of its own", async () => {
    const { text } = await trial.arrived({
      title: "A\r\nBcc: eve@example.com\r\n\r\nB",
      lines: ["C\nD\u2028E\u202eF"],
    });
    expect(text).toContain("A Bcc: [e-mail] B");
    expect(text).toContain("C D EF");
  });
}

/** However much, and whatever. */
function boundLaws(trial: Trial): void {
  it("cuts a message that is too long for the place and says where the rest is", async () => {
    const lines = Array.from({ length: 400 }, (_, i) => `Line ${i} ${"<&>*_ é 👩‍👩‍👧 ".repeat(40)}`);
    const { text, sent } = await trial.arrived({ title: "Long ".repeat(300), lines });
    // Not `toContain`: it would print all of it.
    expect(text.includes("Line 0 ")).toBe(true);
    expect(text.includes(sent.shortened ? "… more in Millrace" : "Line 399 ")).toBe(true);
    expect(text.isWellFormed()).toBe(true);
  });

  it("gets every message through, whatever is in it", async () => {
    // Any 16 bits, halves of pairs included, mixed with what has a meaning somewhere.
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom(..."<>&|*_`@#[]()\\\"'\r\n\0 "),
    );
    const words = fc.array(unit, { maxLength: 60 }).map((all) => all.join(""));
    const message = fc.record({
      title: words.map((text) => `T${text}`),
      lines: fc.array(words, { maxLength: 6 }),
      severity: fc.constantFrom("serious" as const, "worth-a-look" as const, "minor" as const),
    });
    await fc.assert(
      fc.asyncProperty(message, async (parts) => {
        trial.clock.advance(60_000);
        await trial.arrived(parts);
      }),
      { numRuns: trial.stand().runs ?? 25 },
    );
  });
}

/** What nobody may see. */
function secrecyLaws(sink: Sink, trial: Trial): void {
  it("shows no whole phone number and no mail address", async () => {
    const { text } = await trial.arrived({
      title: "Sent to 254712345678.",
      lines: ["Buyer ann@example.com, +254 712 345 678"],
    });
    expect(text).toContain("2547****678");
    expect(text).not.toMatch(/712345678|712 345 678|ann@/);
  });

  it("tells no secret, neither in the log nor in what went wrong", async () => {
    const wrong: Failure[] = [];
    for (const how of ["server", "cut", "busy"] as const) {
      trial.stand().fail?.(how);
      const result = await trial.send({ title: `After ${how}.` });
      if (!result.ok) wrong.push(result.error);
      trial.clock.advance(3_600_000);
    }
    const all = trial.logged.join("\n") + JSON.stringify(wrong);
    for (const field of sink.fields.filter((one) => one.secret)) {
      const value = trial.stand().settings[field.name] ?? "";
      const secret = value.split(/[/:]/).at(-1) ?? value;
      if (secret !== "") expect(all).not.toContain(secret);
    }
  });
}

/** When the other side does not do as it should. */
function troubleLaws(trial: Trial): void {
  it("turns trouble at the other side into a failure that passes, and is well again afterwards", async () => {
    const { fail } = trial.stand();
    if (fail === undefined) return;
    fail("server");
    const result = await trial.send();
    expect(result.ok ? "sent" : result.error.kind).toBe("transient");
    trial.clock.advance(3_600_000);
    await trial.arrived({ title: "Well again." });
  });

  it("waits as long as it was asked to when it was too fast", async () => {
    const { fail } = trial.stand();
    if (fail === undefined) return;
    fail("busy");
    const result = await trial.send();
    const failure = result.ok ? undefined : result.error;
    expect(["rate-limit", "transient"]).toContain(failure?.kind);
    if (failure?.kind === "rate-limit") expect(failure.retryAt).toBeGreaterThan(trial.clock.now());
    trial.clock.advance(3_600_000);
    await trial.arrived({ title: "Calm again." });
  });

  it("never claims that a message arrived when the answer was lost, and may send it again", async () => {
    const { fail } = trial.stand();
    if (fail === undefined) return;
    const before = trial.stand().seen().length;
    fail("cut");
    const first = await trial.send({ key: "same" });
    expect(first.ok ? "sent" : first.error.kind).toBe("transient");
    trial.clock.advance(3_600_000);
    expect((await trial.send({ key: "same" })).ok).toBe(true);
    expect(trial.stand().seen().length - before).toBe(trial.stand().oncePerKey ? 1 : 2);
  });

  it("sends many in a row no faster than the place takes them, and loses none", async () => {
    const before = trial.stand().seen().length;
    const many = trial.stand().runs ?? 12;
    // No time passes but what the limits make it wait.
    for (let i = 0; i < many; i++) await trial.arrived({ title: `Burst ${i}.` });
    expect(trial.stand().seen()).toHaveLength(before + many);
  });

  it("stops when it is told to", async () => {
    const { fail } = trial.stand();
    if (fail === undefined) return;
    const result = await trial.send({}, AbortSignal.abort());
    expect(result.ok ? "sent" : result.error.kind).toBe("transient");
  });
}

const oddTexts = [
  "<b>bold</b> & <!channel> <https://evil.example|x>",
  "*a* _b_ ~c~ `d` ||e|| **f** > g # h - i",
  "@everyone <@123456> [x](https://evil.example) \\* &amp; &lt;",
  "'single' \"double\" {{y}} %s $1",
  "नमस्ते 👩‍👩‍👧 ₹ ﷽ مرحبا",
];
