import { expect, it } from "vitest";
import { type SinkSandbox, serveSinks } from "../../../sandbox/sinks/serve-sinks.ts";
import { fixedClock } from "../../base/clock.ts";
import { noon, openForTest, wrongWith } from "../../spec/testing/open-for-test.ts";
import { sinkSuite } from "../../spec/testing/sink-suite.ts";
import { sink } from "./sink.ts";

sinkSuite(sink, async (clock) => {
  const { discord, url, close } = await serveSinks(clock);
  return {
    settings: { url: `https://discord.com${discord.path}` },
    sandbox: url,
    seen: () => discord.received.map((one) => one.content),
    fail: discord.failNext,
    close,
  };
});

async function withDiscord(
  use: (box: SinkSandbox, send: ReturnType<typeof openForTest>["send"]) => Promise<void>,
  change: (path: string) => string = (path) => path,
) {
  const clock = fixedClock(noon);
  const box = await serveSinks(clock);
  const settings = { url: `https://discord.com${change(box.discord.path)}` };
  try {
    await use(box, openForTest(sink, { settings, sandbox: box.url }, clock).send);
  } finally {
    await box.close();
  }
}

it("pings nobody, shows no previews, and makes no sound for something minor", async () => {
  await withDiscord(async ({ discord }, send) => {
    await send({ title: "@everyone <@123>", lines: ["@here"], severity: "minor" });
    await send({ severity: "serious" });
    expect(discord.received.map((one) => one.pings)).toEqual([[], []]);
    expect(discord.received.map((one) => one.flags)).toEqual([4 + 4_096, 4]);
  });
});

it("gives Discord's id of the message", async () => {
  await withDiscord(async ({ discord }, send) => {
    expect(await send()).toMatchObject({ ok: true, value: { id: discord.received[0]?.id } });
  });
});

it("says what to do when the webhook is deleted", async () => {
  await withDiscord(async ({ discord }, send) => {
    discord.delete();
    expect(await send()).toMatchObject({ ok: false, error: { kind: "auth", code: "unknown-webhook" } });
  });
});

it("says what to do when its code is not the right one", async () => {
  await withDiscord(
    async (_, send) => {
      expect(await send()).toMatchObject({ ok: false, error: { kind: "auth", status: 401 } });
    },
    (path) => path.replace("1234", "4321"),
  );
});

it.each([
  "https://discord.com/api/webhooks/1",
  "http://discord.com/api/webhooks/1/abc",
  "https://discord.com.evil.example/api/webhooks/1/abc",
  "https://discord.com/api/webhooks/1/abc?thread_id=1",
])("refuses the address %s before anything is sent to it", (url) => {
  expect(wrongWith(sink, { url })).toContain('"Webhook URL" must be');
});
