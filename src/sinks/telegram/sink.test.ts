import { expect, it } from "vitest";
import { type SinkSandbox, serveSinks } from "../../../sandbox/sinks/serve-sinks.ts";
import { fixedClock } from "../../base/clock.ts";
import { noon, openForTest, wrongWith } from "../../spec/testing/open-for-test.ts";
import { sinkSuite } from "../../spec/testing/sink-suite.ts";
import { sink } from "./sink.ts";

sinkSuite(sink, async (clock) => {
  const { telegram, url, close } = await serveSinks(clock);
  return {
    settings: { token: telegram.token, chat: telegram.chat },
    sandbox: url,
    seen: () => telegram.received.map((one) => [one.text, ...one.links].join("\n")),
    fail: telegram.failNext,
    close,
  };
});

async function withTelegram(
  use: (box: SinkSandbox, send: ReturnType<typeof openForTest>["send"]) => Promise<void>,
  more: Readonly<Record<string, string>> = {},
) {
  const clock = fixedClock(noon);
  const box = await serveSinks(clock);
  const settings = { token: box.telegram.token, chat: box.telegram.chat, ...more };
  try {
    await use(box, openForTest(sink, { settings, sandbox: box.url }, clock).send);
  } finally {
    await box.close();
  }
}

it("wakes nobody for something minor", async () => {
  await withTelegram(async ({ telegram }, send) => {
    await send({ severity: "minor" });
    await send({ severity: "serious" });
    expect(telegram.received.map((one) => one.silent)).toEqual([true, false]);
  });
});

it("gives the number of the message in the chat", async () => {
  await withTelegram(async (_, send) => {
    expect(await send()).toMatchObject({ ok: true, value: { id: "1" } });
  });
});

// biome-ignore format: a table
const troubles = [
  ["revoked", "auth", "Ask BotFather"],
  ["blocked", "auth", "press Start"],
  ["upgraded", "auth", "new number of the group"],
] as const;
it.each(troubles)("says what to do when the bot is %s", async (how, kind, fix) => {
  await withTelegram(async ({ telegram }, send) => {
    telegram.break(how);
    expect(await send()).toMatchObject({ ok: false, error: { kind, fix: expect.stringContaining(fix) } });
  });
});

it("says what to do when Start was not pressed in that chat", async () => {
  await withTelegram(
    async (_, send) => {
      expect(await send()).toMatchObject({ ok: false, error: { kind: "auth", code: "chat-not-found" } });
    },
    { chat: "99" },
  );
});

it("says what to do when the token belongs to no bot", async () => {
  await withTelegram(
    async (_, send) => {
      expect(await send()).toMatchObject({ ok: false, error: { kind: "auth", status: 401 } });
    },
    { token: "123456789:AnotherAnotherAnotherAnotherAnother" },
  );
});

it.each([
  ["token", "abc"],
  ["token", "123456789:short"],
  ["token", "123456789:SandboxSandboxSandboxSandbox/../x"],
  ["chat", "Ann"],
  ["chat", "12 34"],
])("refuses the %s %s before anything is sent", (name, value) => {
  const settings = { token: "123456789:SandboxSandboxSandboxSandbox", chat: "1", [name]: value };
  expect(wrongWith(sink, settings)).toContain(name === "token" ? '"Bot token" must be' : '"Chat" must be');
});

it("fills a message nearly to Telegram's limit, and never beyond it", async () => {
  await withTelegram(async ({ telegram }, send) => {
    const lines = Array.from({ length: 80 }, () => "x".repeat(99));
    expect(await send({ lines, link: "https://example.com/a" })).toMatchObject({
      ok: true,
      value: { shortened: true },
    });
    const length = telegram.received[0]?.text.length ?? 0;
    expect(length).toBeGreaterThan(3_800);
    expect(length).toBeLessThanOrEqual(4_096);
  });
});
