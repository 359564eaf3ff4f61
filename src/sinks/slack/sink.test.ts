import { describe, expect, it } from "vitest";
import { type SinkSandbox, serveSinks } from "../../../sandbox/sinks/serve-sinks.ts";
import { fixedClock } from "../../base/clock.ts";
import { noon, openForTest, wrongWith } from "../../spec/testing/open-for-test.ts";
import { sinkSuite } from "../../spec/testing/sink-suite.ts";
import { sink } from "./sink.ts";

sinkSuite(sink, async (clock) => {
  const { slack, url, close } = await serveSinks(clock);
  return {
    settings: { url: `https://hooks.slack.com${slack.path}` },
    sandbox: url,
    seen: () => slack.received.map((one) => [...one.shown, ...one.marks].join("\n")),
    fail: slack.failNext,
    close,
  };
});

async function withSlack(use: (box: SinkSandbox, send: ReturnType<typeof openForTest>["send"]) => Promise<void>) {
  const clock = fixedClock(noon);
  const box = await serveSinks(clock);
  const settings = { url: `https://hooks.slack.com${box.slack.path}` };
  try {
    await use(box, openForTest(sink, { settings, sandbox: box.url }, clock).send);
  } finally {
    await box.close();
  }
}

describe("a Slack message", () => {
  it("pings nobody and makes no link of what is only text", async () => {
    await withSlack(async ({ slack }, send) => {
      await send({ title: "<!channel> now", lines: ["<!here> <@U123> <https://evil.example|bank>"] });
      expect(slack.received[0]?.marks).toEqual([]);
      expect(slack.received[0]?.text).toBe(
        "&lt;!channel&gt; now\n&lt;!here&gt; &lt;@U123&gt; &lt;https://evil.example|bank&gt;",
      );
    });
  });

  it("shows a title that is too long for a header once more in whole", async () => {
    await withSlack(async ({ slack }, send) => {
      const title = `${"Long ".repeat(50)}end.`;
      expect(await send({ title })).toMatchObject({ ok: true, value: { shortened: false } });
      expect(slack.received[0]?.shown[0]).toMatch(/…$/);
      expect(slack.received[0]?.shown).toContain(title);
    });
  });

  it.each(["removed", "archived"] as const)("says what to do when the webhook is %s", async (how) => {
    await withSlack(async ({ slack }, send) => {
      slack.break(how);
      const fix = "Make a new incoming webhook in Slack and give its URL to Millrace.";
      expect(await send()).toMatchObject({ ok: false, error: { kind: "auth", fix } });
    });
  });
});

it.each([
  "https://hooks.slack.com/",
  "http://hooks.slack.com/services/T0/B0/abc",
  "https://hooks.slack.com.evil.example/services/T0/B0/abc",
  "https://hooks.slack.com/services/T0/B0/abc?x=1",
  "https://hooks.slack.com/services/T0/../B0/abc",
])("refuses the address %s before anything is sent to it", (url) => {
  expect(wrongWith(sink, { url })).toContain('"Webhook URL" must be');
});
