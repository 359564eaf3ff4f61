import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SinkSandbox, serveSinks } from "../../sandbox/sinks/serve-sinks.ts";
import { type CliWorld, cli, commandTime, type Said } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";
import { filesTelling } from "../support/owner-shop.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
let services: SinkSandbox;

const say = (args: readonly string[], world: CliWorld = {}): Promise<Said> =>
  cli(dataDir, args, { ...world, variables: { MILLRACE_SANDBOX: services.url, ...world.variables } });
const address = (): string => `https://hooks.slack.com${services.slack.path}`;

beforeAll(async () => {
  // Between two commands time passes there: one message a second is taken.
  let now = commandTime;
  services = await serveSinks({ now: () => (now += 2_000) });
  expect((await say(["init"])).code).toBe(0);
});
afterAll(async () => {
  await services.close();
  folder.remove();
});

describe("millrace sinks", () => {
  it("has Millrace's own log from the start, which cannot be removed", async () => {
    const said = await say(["sinks"]);
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(said.out).toMatch(/own-log +Millrace's log +all alerts, daily reports +none yet +fine/);
    const removed = await say(["sinks", "remove", "own-log"]);
    expect(removed.code).toBe(1);
    expect(removed.err).toMatch(/^Millrace's log is always there\. Nothing was changed\./);
  });

  it("tells what each kind needs", async () => {
    const said = await say(["sinks", "kinds"]);
    expect(said.out).toMatch(/^discord: Discord\n {4}url \(secret;/);
    expect(said.out).toContain("smtp: E-mail");
  });

  it("adds one after a test message arrived, asked for at the terminal with the echo off", async () => {
    const asked: string[] = [];
    const askHidden = async (question: string): Promise<string> => {
      asked.push(question);
      return address();
    };
    const said = await say(["sinks", "add", "slack", "--name", "team", "--least", "serious"], {
      terminal: true,
      input: { isTerminal: true, askHidden },
    });
    expect(said.code).toBe(0);
    expect(asked).toEqual(["Slack, webhook url (not shown): "]);
    expect(said.out).toContain('Slack is set up as "team"; a test message is there.\n');
    expect(said.out).toContain('To "team" go: serious alerts, and daily reports.\n');
    expect(services.slack.received.at(-1)?.text).toContain("Millrace can reach you here.");
    const tested = await say(["sinks", "test", "team"], {});
    expect(tested).toMatchObject({ code: 0, out: 'A test message was taken by "team".\n' });
  });

  it("keeps what it was given sealed: it is in no file and in nothing that is said", async () => {
    const list = await say(["sinks", "list", "--json"]);
    expect(list.out).not.toContain("hooks.slack.com");
    expect(filesTelling(dataDir, [services.slack.path, "sandboxsandboxsandbox"])).toEqual([]);
  });

  it("keeps nothing when the test message is refused", async () => {
    const wrong = `${address().slice(0, -3)}xyz`;
    const said = await say(["sinks", "add", "slack", "--name", "other"], { variables: { MILLRACE_SLACK_URL: wrong } });
    expect(said.code).toBe(1);
    expect(said.err).toMatch(/^Slack does not let Millrace in: .* Nothing was changed\./);
    expect(said.err).not.toContain(wrong);
    const list = await say(["sinks", "list", "--json"]);
    expect(JSON.parse(list.out).sinks.map((one: { name: string }) => one.name)).toEqual(["own-log", "team"]);
  });

  it.each([
    [["add", "slak"], 2, 'Millrace cannot send messages to "slak". Nothing was changed. Did you mean slack?'],
    [["add", "slack", "--name", "team"], 1, 'There is a place of the name "team" already.'],
    [["add", "slack", "--name", "My Team"], 2, '"My Team" cannot be a name: small letters, digits and "-" can'],
    [["add", "slack", "--name", "x", "--set", "url=abc"], 2, '"Webhook URL" is a secret, and other users'],
    [["add", "smtp", "--set", "hots=abc"], 2, 'E-mail has no field "hots".'],
    [["add", "smtp", "--set", "host=mail.example.com"], 1, 'E-mail cannot be used yet: "From" is missing.'],
    [["test", "taem"], 2, 'Messages go to no place of the name "taem". Nothing was changed. Did you mean team?'],
    [["remove", "nobody"], 2, 'Messages go to no place of the name "nobody".'],
    [["change", "team", "--least", "urgent"], 2, ""],
  ])("refuses %j in one sentence", async (args, code, sentence) => {
    const said = await say(["sinks", ...args], { variables: { MILLRACE_SLACK_URL: address() } });
    expect(said.code).toBe(code);
    expect(said.err.startsWith(sentence)).toBe(true);
    expect(said.err.trimEnd().split("\n")).toHaveLength(1);
  });

  it("takes settings from a file, as JSON or as the one secret alone", async () => {
    const { path, secret } = services.receiver;
    const file = join(folder.path, "hook.json");
    writeFileSync(file, JSON.stringify({ url: `https://hooks.example.com${path}`, secret }), { mode: 0o600 });
    const said = await say(["sinks", "add", "signed-webhook", "--file", file, "--no-reports"]);
    expect(said).toMatchObject({ code: 0, err: "" });
    expect(services.receiver.received).toHaveLength(1);
    const plain = join(folder.path, "slack.url");
    writeFileSync(plain, `${address()}\n`, { mode: 0o600 });
    expect((await say(["sinks", "add", "slack", "--name", "second", "--file", plain])).code).toBe(0);
    writeFileSync(plain, '{"adress": "https://x.example"}');
    const wrong = await say(["sinks", "add", "slack", "--name", "third", "--file", plain]);
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toMatch(/^Slack has no field "adress"\./);
  });

  it("changes what goes there and forgets a removed one for good", async () => {
    const changed = await say(["sinks", "change", "team", "--least", "none", "--no-reports"]);
    expect(changed.out).toBe('To "team" go: no alerts, no daily reports.\n');
    const removed = await say(["sinks", "remove", "team"]);
    expect(removed.out).toBe('Nothing goes to "team" any more; what it was given is gone.\n');
    expect((await say(["sinks", "test", "team"])).code).toBe(2);
    // The name is free again.
    const again = await say(["sinks", "add", "slack", "--name", "team"], {
      variables: { MILLRACE_SLACK_URL: address() },
    });
    expect(again.code).toBe(0);
  });
});
