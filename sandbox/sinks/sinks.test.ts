import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SinkSandbox, serveSinks } from "./serve-sinks.ts";

let box: SinkSandbox;
let now = 0;
beforeEach(async () => {
  now = Date.UTC(2026, 10, 21, 12);
  box = await serveSinks({ now: () => now });
});
afterEach(() => box.close());

async function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await fetch(`${box.url}${path}`, { method: "POST", body: text, headers });
  return { status: answer.status, text: await answer.text(), header: (name: string) => answer.headers.get(name) };
}

describe("the simulated Slack", () => {
  const send = (body: unknown) => {
    now += 1_000;
    return post(`/slack${box.slack.path}`, body);
  };
  const block = (type: string, text: string, kind = "mrkdwn") => ({ type, text: { type: kind, text } });

  // biome-ignore format: a table
  const cases: readonly (readonly [what: string, body: unknown, answer: string])[] = [
    ["a plain text", { text: "hi" }, "200 ok"],
    ["fifty blocks", { text: "t", blocks: Array(50).fill(block("section", "x")) }, "200 ok"],
    ["fifty-one blocks", { text: "t", blocks: Array(51).fill(block("section", "x")) }, "400 invalid_blocks"],
    ["a section of 3,000", { text: "t", blocks: [block("section", "x".repeat(3_000))] }, "200 ok"],
    ["a section of 3,001", { text: "t", blocks: [block("section", "x".repeat(3_001))] }, "400 invalid_blocks"],
    ["a header of 151", { text: "t", blocks: [block("header", "x".repeat(151), "plain_text")] }, "400 invalid_blocks"],
    ["a header with markup", { text: "t", blocks: [block("header", "x")] }, "400 invalid_blocks"],
    ["an empty section", { text: "t", blocks: [block("section", "")] }, "400 invalid_blocks"],
    ["15,000 characters", { text: "t", blocks: Array(5).fill(block("section", "x".repeat(3_000))) }, "400 msg_blocks_too_long"],
    ["no text", {}, "400 no_text"],
    ["what is no JSON", "{", "400 invalid_payload"],
  ];
  it.each(cases)("answers to %s as Slack does", async (_, body, answer) => {
    const { status, text } = await send(body);
    expect(`${status} ${text}`).toBe(answer);
  });

  it("takes one message a second", async () => {
    await send({ text: "1" });
    const second = await post(`/slack${box.slack.path}`, { text: "2" });
    expect([second.status, second.text, second.header("retry-after")]).toEqual([429, "rate_limited", "1"]);
    expect((await send({ text: "3" })).status).toBe(200);
    expect(box.slack.received.map((one) => one.text)).toEqual(["1", "3"]);
  });
});

describe("the simulated Telegram", () => {
  const send = (body: object) => {
    now += 1_000;
    return post(`/telegram/bot${box.telegram.token}/sendMessage`, { chat_id: box.telegram.chat, ...body });
  };

  // biome-ignore format: a table
  const cases: readonly (readonly [what: string, body: object, status: number, said: string])[] = [
    ["4,096 characters", { text: "x".repeat(4_096) }, 200, ""],
    ["4,097 characters", { text: "x".repeat(4_097) }, 400, "message is too long"],
    ["4,096 characters in tags", { text: `<b>${"x".repeat(4_096)}</b>`, parse_mode: "HTML" }, 200, ""],
    ["no text", { text: " " }, 400, "message text is empty"],
    ["a tag it does not know", { text: "<div>x</div>", parse_mode: "HTML" }, 400, "can't parse entities"],
    ["a tag left open", { text: "<b>x", parse_mode: "HTML" }, 400, "can't parse entities"],
    ["tags that cross", { text: "<b><i>x</b></i>", parse_mode: "HTML" }, 400, "can't parse entities"],
    ["a less-than sign", { text: "1 < 2", parse_mode: "HTML" }, 400, "can't parse entities"],
    ["a link without an address", { text: "<a>x</a>", parse_mode: "HTML" }, 400, "can't parse entities"],
    ["another chat", { text: "x", chat_id: 1 }, 400, "chat not found"],
  ];
  it.each(cases)("answers to %s as Telegram does", async (_, body, status, said) => {
    const answer = await send(body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ ok: status === 200 });
    expect(answer.text).toContain(said);
  });

  it("says how long to wait in the answer and beside it", async () => {
    await send({ text: "1" });
    const answer = await post(`/telegram/bot${box.telegram.token}/sendMessage`, {
      chat_id: box.telegram.chat,
      text: "2",
    });
    expect(answer.header("retry-after")).toBe("1");
    expect(JSON.parse(answer.text)).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
  });

  it("knows neither another token nor what is none", async () => {
    expect((await post("/telegram/bot1:AnotherAnotherAnotherAnother/sendMessage", {})).status).toBe(401);
    expect((await post("/telegram/botx/sendMessage", {})).status).toBe(404);
  });
});

describe("the simulated Discord", () => {
  it("counts down five messages in two seconds, then says to the millisecond how long to wait", async () => {
    const left: (string | null)[] = [];
    for (let i = 0; i < 5; i++) {
      const answer = await post(`/discord${box.discord.path}`, { content: `${i}` });
      expect(answer.status).toBe(204);
      left.push(answer.header("x-ratelimit-remaining"));
      now += 100;
    }
    expect(left).toEqual(["4", "3", "2", "1", "0"]);
    const answer = await post(`/discord${box.discord.path}`, { content: "6" });
    expect(answer.status).toBe(429);
    expect(JSON.parse(answer.text)).toMatchObject({ retry_after: 1.5, global: false });
    now += 1_500;
    expect((await post(`/discord${box.discord.path}?wait=true`, { content: "7" })).status).toBe(200);
  });

  it("refuses what is empty or too long, and tells who would be pinged", async () => {
    expect((await post(`/discord${box.discord.path}`, { content: "" })).text).toContain("50006");
    expect((await post(`/discord${box.discord.path}`, { content: "x".repeat(2_001) })).text).toContain("50035");
    await post(`/discord${box.discord.path}`, { content: "@everyone and <@12>" });
    expect(box.discord.received[0]?.pings).toEqual(["@everyone", "<@12>"]);
  });
});

describe("the simulated receiver", () => {
  it("takes nothing that is not signed", async () => {
    const headers = { "webhook-id": "a", "webhook-timestamp": String(now / 1000), "webhook-signature": "v1,AAAA" };
    expect((await post("/signed-webhook/hooks/millrace", "{}", headers)).status).toBe(401);
    expect((await post("/signed-webhook/hooks/millrace", "{}")).status).toBe(401);
    expect(box.receiver.received).toEqual([]);
  });
});
