import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "../../base/clock.ts";
import type { Failure } from "../../base/egress/failure.ts";
import { networkTransport } from "../../base/egress/network-transport.ts";
import { createLog } from "../../base/log.ts";
import { seededRandom } from "../../base/random.ts";
import { createRedactor } from "../../base/redactor.ts";
import type { Result } from "../../base/result.ts";
import type { Message, Sent, Sink } from "../sink.ts";
import { type Outlet, openSink } from "../sink-kit/open-sink.ts";
import { shareable } from "../sink-kit/shareable.ts";

export type StandClock = ReturnType<typeof fixedClock>;

/** A real server on this machine that stands for the service, for as long as the suite runs. */
export type SinkStand = {
  /** Settings with which the sink gets in. */
  readonly settings: Readonly<Record<string, string>>;
  /** `http://127.0.0.1:PORT`; absent for sinks that are not reached over HTTP. */
  readonly sandbox?: string;
  /** What people see of each message that arrived, in order, as plain text. */
  seen(): readonly string[];
  /** The next call goes wrong: trouble there; message taken but no answer; too many messages. Absent: cannot. */
  fail?(how: "server" | "cut" | "busy"): void;
  /** True when a message that comes twice is seen once. */
  readonly oncePerKey?: boolean;
  /** How many random messages are tried, where each takes long. */
  readonly runs?: number;
  /** Takes log lines where the log itself is the place. */
  log?(line: string): void;
  close(): Promise<void>;
};

const start = Date.UTC(2026, 10, 21, 12);
const noRedaction = { add: () => true, redact: (text: string) => text };

/** What is expected of every sink. `open` starts its stand, whose clock is `clock`. */
export function sinkSuite(sink: Sink, open: (clock: StandClock) => Promise<SinkStand>): void {
  describe(`${sink.title} as a sink`, () => {
    const clock = fixedClock(start);
    const transport = networkTransport();
    const logged: string[] = [];
    const redactor = createRedactor();
    let stand: SinkStand;
    let outlet: Outlet;
    let count = 0;

    const build = (settings: Readonly<Record<string, string>>) => {
      // What is secret has to stay out of the log by itself: this log hides nothing.
      const write = (line: string): void => {
        logged.push(line);
        stand.log?.(line);
      };
      const log = createLog({
        level: "debug",
        clock,
        redactor: noRedaction,
        file: { write, close: () => {} } as never,
      });
      const sandbox = stand.sandbox === undefined ? {} : { sandbox: stand.sandbox };
      const options = { name: "test", settings, transport, clock, random: seededRandom(1n), log, ...sandbox };
      return openSink(sink, options);
    };
    const send = (parts: Partial<Message> = {}, signal?: AbortSignal): Promise<Result<Sent, Failure>> => {
      count += 1;
      const message: Message = {
        key: `m${count}`,
        about: "alert",
        at: clock.now(),
        title: "A title.",
        lines: [],
        ...parts,
      };
      return outlet.send(shareable(message, redactor.redact), signal);
    };
    const arrived = async (parts: Partial<Message>): Promise<{ sent: Sent; text: string }> => {
      const before = stand.seen().length;
      const result = await send(parts);
      if (!result.ok) throw new Error(result.error.sentence);
      expect(stand.seen()).toHaveLength(before + 1);
      return { sent: result.value, text: stand.seen().at(-1) ?? "" };
    };

    beforeAll(async () => {
      stand = await open(clock);
      const opened = build(stand.settings);
      if (!opened.ok) throw new Error(opened.error.sentence);
      outlet = opened.value;
    });
    beforeEach(() => clock.advance(120_000));
    afterAll(async () => {
      await transport.close();
      await stand.close();
    });

    it("says in one sentence what is missing before anything is sent", () => {
      const required = sink.fields.filter((field) => field.required && field.byDefault === undefined);
      const opened = build({});
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

    it("shows title, how serious it is, each line in order, and the link", async () => {
      const link = "https://millrace.example.com/alerts/7?from=a&to=b";
      const lines = ["First line.", "Second line.", "Third line."];
      const { text, sent } = await arrived({ title: "Gumroad cannot be read.", severity: "serious", lines, link });
      for (const part of ["Serious", "Gumroad cannot be read.", ...lines, link]) expect(text).toContain(part);
      expect(text.indexOf("First")).toBeLessThan(text.indexOf("Second"));
      expect(text.indexOf("Second")).toBeLessThan(text.indexOf("Third"));
      expect(sent.shortened).toBe(false);
    });

    it("shows text that looks like code of the place as the text it is", async () => {
      for (const odd of oddTexts) {
        const { text } = await arrived({ title: `Title ${odd}`, lines: [`Line ${odd}`] });
        expect(text).toContain(`Title ${odd}`);
        expect(text).toContain(`Line ${odd}`);
      }
    });

    it("lets no line end in a title begin a header or a line of its own", async () => {
      const { text } = await arrived({ title: "A\r\nBcc: eve@example.com\r\n\r\nB", lines: ["C\nD\u2028E\u202eF"] });
      expect(text).toContain("A Bcc: [e-mail] B");
      expect(text).toContain("C D EF");
    });

    it("shows no whole phone number and no mail address", async () => {
      const { text } = await arrived({
        title: "Sent to 254712345678.",
        lines: ["Buyer ann@example.com, +254 712 345 678"],
      });
      expect(text).toContain("2547****678");
      expect(text).not.toMatch(/712345678|712 345 678|ann@/);
    });

    it("cuts a message that is too long for the place and says where the rest is", async () => {
      const lines = Array.from({ length: 400 }, (_, i) => `Line ${i} ${"<&>*_ é 👩‍👩‍👧 ".repeat(40)}`);
      const { text, sent } = await arrived({ title: "Long ".repeat(300), lines });
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
          clock.advance(60_000);
          await arrived(parts);
        }),
        { numRuns: stand.runs ?? 25 },
      );
    });

    it("tells no secret, neither in the log nor in what went wrong", async () => {
      const wrong: Failure[] = [];
      for (const how of ["server", "cut", "busy"] as const) {
        stand.fail?.(how);
        const result = await send({ title: `After ${how}.` });
        if (!result.ok) wrong.push(result.error);
        clock.advance(3_600_000);
      }
      const all = logged.join("\n") + JSON.stringify(wrong);
      for (const field of sink.fields.filter((one) => one.secret)) {
        const value = stand.settings[field.name] ?? "";
        const secret = value.split(/[/:]/).at(-1) ?? value;
        if (secret !== "") expect(all).not.toContain(secret);
      }
    });

    it("turns trouble at the other side into a failure that passes, and is well again afterwards", async () => {
      if (stand.fail === undefined) return;
      stand.fail("server");
      const result = await send();
      expect(result.ok ? "sent" : result.error.kind).toBe("transient");
      clock.advance(3_600_000);
      await arrived({ title: "Well again." });
    });

    it("waits as long as it was asked to when it was too fast", async () => {
      if (stand.fail === undefined) return;
      stand.fail("busy");
      const result = await send();
      const failure = result.ok ? undefined : result.error;
      expect(["rate-limit", "transient"]).toContain(failure?.kind);
      if (failure?.kind === "rate-limit") expect(failure.retryAt).toBeGreaterThan(clock.now());
      clock.advance(3_600_000);
      await arrived({ title: "Calm again." });
    });

    it("never claims that a message arrived when the answer was lost, and may send it again", async () => {
      if (stand.fail === undefined) return;
      const before = stand.seen().length;
      stand.fail("cut");
      const first = await send({ key: "same" });
      expect(first.ok ? "sent" : first.error.kind).toBe("transient");
      clock.advance(3_600_000);
      expect((await send({ key: "same" })).ok).toBe(true);
      expect(stand.seen().length - before).toBe(stand.oncePerKey ? 1 : 2);
    });

    it("stops when it is told to", async () => {
      if (stand.fail === undefined) return;
      const result = await send({}, AbortSignal.abort());
      expect(result.ok ? "sent" : result.error.kind).toBe("transient");
    });
  });
}

const oddTexts = [
  "<b>bold</b> & <!channel> <https://evil.example|x>",
  "*a* _b_ ~c~ `d` ||e|| **f** > g # h - i",
  "@everyone <@123456> [x](https://evil.example) \\* &amp; &lt;",
  "'single' \"double\" {{y}} %s $1",
  "नमस्ते 👩‍👩‍👧 ₹ ﷽ مرحبا",
];
