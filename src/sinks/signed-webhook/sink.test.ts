import { expect, it } from "vitest";
import { type SinkSandbox, serveSinks } from "../../../sandbox/sinks/serve-sinks.ts";
import { fixedClock } from "../../base/clock.ts";
import { severities, severityWords } from "../../domain/alert/severity.ts";
import { noon, openForTest, wrongWith } from "../../spec/testing/open-for-test.ts";
import { sinkSuite } from "../../spec/testing/sink-suite.ts";
import { signatureHeaders, signingKey } from "./signature.ts";
import { sink } from "./sink.ts";

sinkSuite(sink, async (clock) => {
  const { receiver, url, close } = await serveSinks(clock);
  const wordOf = (severity: unknown): string => severityWords[severities.find((one) => one === severity) ?? "minor"];
  return {
    settings: { url: `https://hooks.example.com${receiver.path}?key=q-key`, secret: receiver.secret },
    sandbox: url,
    seen: () =>
      receiver.received.map(({ content: { severity, title, lines, link } }) =>
        [wordOf(severity), title, ...(Array.isArray(lines) ? lines : []), link].join("\n"),
      ),
    fail: receiver.failNext,
    oncePerKey: true,
    close,
  };
});

async function withReceiver(
  use: (box: SinkSandbox, trial: ReturnType<typeof openForTest>) => Promise<void>,
  more: Readonly<Record<string, string>> = {},
) {
  const clock = fixedClock(noon);
  const box = await serveSinks(clock);
  const settings = { url: `https://hooks.example.com${box.receiver.path}`, secret: box.receiver.secret, ...more };
  try {
    await use(box, openForTest(sink, { settings, sandbox: box.url }, clock));
  } finally {
    await box.close();
  }
}

it("signs as the Standard Webhooks libraries do", () => {
  // The example that those libraries are tested with.
  const key = signingKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  const content = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330, body: '{"test": 2432232314}' };
  expect(key && signatureHeaders(key, content)).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

it("sends what programs can read, with what stands in the address", async () => {
  const url = "https://hooks.example.com/hooks/millrace?key=abc&x=1%202";
  await withReceiver(
    async ({ receiver }, { send }) => {
      await send({ thread: "alert/disk/data", severity: "serious", link: "https://example.com/a" });
      expect(receiver.received).toEqual([
        {
          id: expect.stringMatching(/^msg_[0-9a-f]{32}$/),
          type: "millrace.alert",
          timestamp: "2026-11-21T12:00:00.000Z",
          query: { key: "abc", x: "1 2" },
          content: {
            key: "k",
            thread: "alert/disk/data",
            severity: "serious",
            title: "T",
            lines: ["L"],
            shortened: false,
            link: "https://example.com/a",
          },
        },
      ]);
    },
    { url },
  );
});

it("has the same id but a fresh signature when it is sent again an hour later", async () => {
  await withReceiver(async ({ receiver }, { send, clock }) => {
    await send({ at: noon });
    clock.advance(3_600_000);
    expect(await send({ at: noon })).toMatchObject({ ok: true });
    expect(receiver.received).toHaveLength(1);
    expect(receiver.repeats()).toBe(1);
  });
});

it("says what to do when the receiver has another secret", async () => {
  const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
  await withReceiver(
    async (_, { send }) => {
      expect(await send()).toMatchObject({ ok: false, error: { kind: "auth", status: 401 } });
    },
    { secret },
  );
});

// biome-ignore format: a table
const answers = [
  [301, "fatal", "leads to another one"],
  [400, "fatal", "status 400"],
  [404, "auth", "nothing at its address"],
  [410, "auth", "not used any more"],
] as const;
it.each(answers)("takes an answer of %d for a refusal, and follows nothing", async (status, kind, said) => {
  await withReceiver(async ({ receiver }, { send }) => {
    receiver.answerWith(status);
    expect(await send()).toMatchObject({ ok: false, error: { kind, sentence: expect.stringContaining(said) } });
    expect(receiver.calls()).toBe(1);
  });
});

it.each([
  ["url", "http://example.com/hook"],
  ["url", "https://ann:pw@example.com/hook"],
  ["url", "https://example.com/a b"],
  ["url", "hook"],
  ["secret", "whsec_c2hvcnQ="],
  ["secret", "whsec_!!!"],
  ["secret", Buffer.alloc(32, 1).toString("base64")],
  ["secret", `whsec_${Buffer.alloc(65, 1).toString("base64")}`],
])("refuses the %s %s before anything is sent", (name, value) => {
  const settings = {
    url: "https://example.com/hook",
    secret: `whsec_${Buffer.alloc(32).toString("base64")}`,
    [name]: value,
  };
  expect(wrongWith(sink, settings)).toContain(name === "url" ? '"Address" must be' : '"Signing secret" must be');
});
