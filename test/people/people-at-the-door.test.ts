import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "../../src/base/clock.ts";
import { loadConfig } from "../../src/base/config.ts";
import { uuidV7 } from "../../src/base/ids.ts";
import { systemRandom } from "../../src/base/random.ts";
import { createEngine } from "../../src/engine.ts";
import { peopleOf } from "../../src/operations/people-parts.ts";
import type { People } from "../../src/people/people.ts";
import { virtualAuthenticator } from "../../src/people/testing/authenticator.ts";
import { cli, commandTime, type Said } from "../support/command-line.ts";
import { temporaryFolder } from "../support/installation.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const say = (...args: readonly string[]): Promise<Said> => cli(dataDir, ["people", ...args]);
const json = async (...args: readonly string[]): Promise<Record<string, unknown>> =>
  JSON.parse((await say(...args, "--json")).out);

/** Answers over the network as the engine would, while `work` runs. */
async function atTheDoor(work: (origin: string) => Promise<void>): Promise<void> {
  const clock = fixedClock(commandTime);
  const variables = { MILLRACE_DATA_DIR: dataDir };
  const loaded = loadConfig({ variables, platform: "linux", homeDir: "/", workingDir: "/" });
  if (!loaded.ok) throw new Error("the configuration is wrong");
  const given = {
    loaded: loaded.value,
    clock,
    random: systemRandom,
    ids: uuidV7(clock, systemRandom),
    pid: process.pid,
  };
  const more = { version: "0.0.0-test", as: "command", ruleFiles: () => [], onTrouble: () => undefined } as const;
  const engine = await createEngine({ ...given, ...more });
  const people: People = peopleOf(engine.workplace, systemRandom);
  const app = new Hono();
  app.all("/api/auth/*", (c) => people.handle(c.req.raw, { address: "127.0.0.1" }));
  app.get("/who", async (c) => c.json({ name: (await people.whoIs(c.req.raw))?.name ?? null }));
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  try {
    await work(`http://localhost:${typeof address === "object" ? address?.port : ""}`);
  } finally {
    await new Promise((resolve) => server.close(resolve));
    await engine.stop();
  }
}

/** Takes a link with a new passkey; gives the cookie. */
async function enter(origin: string, url: string, signIn: string): Promise<string> {
  const device = virtualAuthenticator();
  const post = (path: string, body: object): Promise<Response> => {
    const headers = { "content-type": "application/json", origin };
    return fetch(`${origin}/api/auth${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  };
  const who = { token: url.split("#")[1], signIn, name: signIn };
  const begun = (await (await post("/link/passkey/begin", who)).json()) as { ceremony: string; options: unknown };
  const response = await device.make(begun.options, origin);
  const done = await post("/link/passkey/finish", { ...who, ceremony: begun.ceremony, response });
  expect(done.status).toBe(200);
  return done.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

beforeAll(async () => {
  expect((await cli(dataDir, ["init", "--time-zone", "Africa/Nairobi"])).code).toBe(0);
});

describe("people, from the command line to the door", () => {
  it("come in by the links that the command line makes, over the network", async () => {
    expect((await say()).out).toContain("Nobody yet");
    const { url } = await json("link");
    expect(url).toMatch(/^http:\/\/localhost:8420\/set-up#[\w-]{22}$/);
    await atTheDoor(async (origin) => {
      const cookie = await enter(origin, String(url), "ada");
      const who = await fetch(`${origin}/who`, { headers: { cookie } });
      expect(await who.json()).toEqual({ name: "ada" });
      expect(await (await fetch(`${origin}/who`)).json()).toEqual({ name: null });
    });
    expect((await say("link")).err).toContain("has an owner already");
    const invited = await json("invite", "viewer");
    await atTheDoor(async (origin) => void (await enter(origin, String(invited["url"]), "ben")));
    const list = (await say("list")).out;
    // Both came at the same moment here, so either may be first.
    expect(list).toMatch(/ada +ada +owner of all books +passkey/);
    expect(list).toMatch(/ben +ben +viewer/);
  });

  it("are given another role, looked at, signed out and taken out", async () => {
    expect((await say("role", "ben", "approver")).out).toBe('ben is approver of "main" now.\n');
    expect((await json("sessions", "ben"))["sessions"]).toHaveLength(1);
    expect((await say("sessions", "ben", "--end")).out).toBe("Signed out in 1 browser.\n");
    expect((await say("sessions", "ben")).out).toContain("signed in nowhere");
    expect(await json("keys")).toEqual({ keys: [] });
    expect((await say("remove", "ben")).out).toContain("signed out everywhere");
    expect(((await json("list"))["people"] as readonly unknown[]).length).toBe(1);
  });

  it.each([
    [["role", "ada", "viewer"], 1, "last owner"],
    [["remove", "ada"], 1, "last owner"],
    [["role", "ada", "ownr"], 2, "Did you mean owner?"],
    [["invite", "king"], 2, "is no role"],
    [["remove", "nobody"], 2, "Nobody"],
    [["sessions", "nobody"], 2, "Nobody"],
    [["link", "nobody"], 2, "Nobody"],
    [["keys", "--end", "none"], 2, "no key"],
    [["invite", "viewer", "--book", "none"], 2, "no books"],
  ] as const)("say in one sentence what is wrong with %j", async (args, code, words) => {
    const said = await say(...args);
    expect([said.code, said.out]).toEqual([code, ""]);
    expect(said.err).toContain(words);
    expect(said.err.trim().split("\n")).toHaveLength(1);
  });
});
