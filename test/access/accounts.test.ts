import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ConsentShop, openConsentShop } from "../support/consent-shop.ts";
import { filesTelling } from "../support/owner-shop.ts";
import { runEngine } from "../support/running-engine.ts";

let shop: ConsentShop;
beforeEach(async () => {
  shop = await openConsentShop();
});
afterEach(() => shop.close());

type Account = { status: string; reason: string | null; trouble: string | null; triedAt: string | null };

async function account(): Promise<Account | undefined> {
  return (JSON.parse((await shop.run(["accounts", "--json"])).out) as { accounts: Account[] }).accounts[0];
}

const pasted = (): Promise<unknown> =>
  shop.run(["connect", "gumroad"], { variables: { MILLRACE_GUMROAD_TOKEN: shop.twin.token } });

describe("how an account stands", () => {
  it("is told before anything is connected, and once it is, however access was given", async () => {
    await shop.run(["init"]);
    expect((await shop.run(["accounts"])).out).toMatch(/Gumroad +– +not configured/);
    await pasted();
    expect((await shop.run(["accounts"])).out).toMatch(/Gumroad +\S.* verified/);
    expect((await shop.run(["accounts", "show", "gumroad"])).out).toContain("a token made by hand");
    await shop.byPaste();
    const shown = (await shop.run(["accounts", "show", "gumroad"])).out;
    expect(shown).toContain("by consent (OAuth)");
    expect(shown).toContain("view_profile, view_sales, view_payouts");
    expect(await shop.run(["accounts", "check"])).toMatchObject({ code: 0, out: expect.stringContaining("works") });
  });

  it("is an error with its reason once the owner took the rights away, and verified after a new consent", async () => {
    await shop.byPaste();
    await shop.door("consent", { revoke: "all" });
    const ended = "Gumroad has ended the access that Millrace was given.";
    const checked = await shop.run(["accounts", "check", "gumroad"]);
    expect([checked.code, checked.out]).toEqual([1, expect.stringContaining(ended)]);
    expect(checked.out).toContain("`millrace connect gumroad --oauth`");
    expect(await account()).toMatchObject({ status: "error", reason: ended });
    const synced = await shop.run(["sync"]);
    expect([synced.code, synced.out]).toEqual([1, expect.stringContaining(ended)]);
    expect(await shop.byPaste()).toMatchObject({ code: 0 });
    expect(await account()).toMatchObject({ status: "verified", reason: null });
  });

  it("asks the owner for what she gave before: her consent, where it came of one", async () => {
    await shop.byPaste();
    await shop.door("consent", { revoke: "all" });
    await shop.run(["accounts", "check", "gumroad"]);
    await shop.run(["jobs", "run", "watch"]);
    expect((await shop.run(["inbox"])).out).toContain("Give Millrace access to Gumroad again.");
    const shown = (await shop.run(["steps", "show", "1"])).out;
    expect(shown).toContain("\nCommand:\nmillrace connect gumroad --oauth\n");
    expect(shown).not.toContain("Generate access token");
    expect((await shop.run(["alerts"])).out).toContain("`millrace connect gumroad --oauth` gives it new access.");
  });

  it("stays as it was while the platform is away, and says so", async () => {
    await pasted();
    shop.twin.faultPlan = { ...shop.twin.faultPlan, shares: { "error-503": 1 } };
    expect((await shop.run(["accounts", "check"])).code).toBe(1);
    expect(await account()).toMatchObject({ status: "verified", trouble: expect.stringContaining("status 503") });
    shop.twin.heal();
    shop.clock.advance(3_600_000);
    await shop.run(["accounts", "check"]);
    expect(await account()).toMatchObject({ status: "verified", trouble: null });
  });

  it("stays an error while a list is not allowed, though the account itself opens", async () => {
    await pasted();
    await shop.door("token", { do: "restore", scopes: ["view_profile"] });
    expect((await shop.run(["sync"])).code).toBe(1);
    expect((await shop.run(["accounts", "check"])).code).toBe(0);
    expect(await account()).toMatchObject({ status: "error", reason: expect.stringContaining("does not allow") });
    await shop.door("token", { do: "restore", scopes: ["account"] });
    expect((await shop.run(["sync"])).code).toBe(0);
    expect(await account()).toMatchObject({ status: "verified" });
  });
});

describe("giving access anew", () => {
  it("destroys what was there before, and needs an account to be there", async () => {
    await shop.run(["init"]);
    const none = await shop.run(["accounts", "rotate", "gumroad"]);
    expect([none.code, none.err]).toEqual([1, expect.stringContaining("not connected")]);
    await pasted();
    await shop.door("token", { do: "replace" });
    const variables = { MILLRACE_GUMROAD_TOKEN: shop.twin.token };
    const said = await shop.run(["accounts", "rotate", "gumroad"], { variables });
    expect([said.code, said.out]).toEqual([0, expect.stringContaining("connected again")]);
    expect(await shop.run(["sync"])).toMatchObject({ code: 0 });
  });

  it("keeps the old access when the new one is refused", async () => {
    await pasted();
    const said = await shop.run(["accounts", "rotate", "gumroad"], {
      variables: { MILLRACE_GUMROAD_TOKEN: "canary-not-a-token-77" },
    });
    expect([said.code, said.err]).toEqual([1, expect.stringContaining("refused the access token")]);
    expect(said.err).not.toContain("canary");
    expect(filesTelling(shop.dataDir, ["canary-not-a-token-77"])).toEqual([]);
    expect(await shop.run(["sync"])).toMatchObject({ code: 0 });
  });

  it("or sealing it anew changes nothing for who reads", async () => {
    await pasted();
    expect((await shop.run(["accounts", "reseal"])).out).toContain("sealed under new keys");
    expect((await shop.run(["accounts", "reseal", "--json"])).out).toContain('"resealed": 1');
    expect(await shop.run(["sync"])).toMatchObject({ code: 0 });
  });
});

describe("the engine", () => {
  it("cannot write a token into its log, whoever hands it one, once it has opened the account", async () => {
    await pasted();
    const running = await runEngine(shop.dataDir, shop.clock, shop.variables);
    try {
      await running.engine.workplace.jobs.runNow("gumroad-sales-recent");
      await running.engine.workplace.jobs.runDue();
      running.engine.log.info({ odd: shop.twin.token }, `It came as ${shop.twin.token}.`);
    } finally {
      await running.stop();
    }
    const log = readFileSync(running.engine.logPath, "utf8");
    expect(log).toContain("It came as [secret].");
    expect(filesTelling(shop.dataDir, [shop.twin.token])).toEqual([]);
  });

  it("tries access out after a refusal, by itself, and tells once it is gone", async () => {
    await shop.byPaste();
    const running = await runEngine(shop.dataDir, shop.clock, shop.variables);
    try {
      const { jobs } = running.engine.workplace;
      await jobs.runDue();
      await shop.door("consent", { revoke: "all" });
      await jobs.runNow("gumroad-sales-recent");
      await jobs.runDue();
      const { matters } = await running.status();
      expect(matters.map(({ sentence }) => sentence).join("\n")).toContain("has ended the access");
      const history = await jobs.history({ limit: 50 });
      expect(history.map(({ name }) => name)).toContain("account-check");
    } finally {
      await running.stop();
    }
  });
});
