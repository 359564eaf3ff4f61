import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "../../src/base/clock.ts";
import { commandTime } from "../support/command-line.ts";
import { addressIn, browse, type ConsentShop, openConsentShop } from "../support/consent-shop.ts";
import { filesTelling } from "../support/owner-shop.ts";

let shop: ConsentShop;
beforeEach(async () => {
  shop = await openConsentShop();
});
afterEach(() => shop.close());

type Listed = { accounts: { status: string; reason: string | null; way: string | null; scopes: string[] }[] };

async function account(): Promise<Listed["accounts"][number] | undefined> {
  return (JSON.parse((await shop.run(["accounts", "--json"])).out) as Listed).accounts[0];
}

/** A clock whose time stands still and whose sleeps last until they are ended. */
const patient: Clock = {
  now: () => commandTime,
  sleep: (_, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true })),
};

describe("connecting by the owner's consent", () => {
  it("asks for writing only when it is told to, and only for what is named", async () => {
    const asked = async (...more: string[]): Promise<string | null> => {
      let url = "";
      const came: Promise<unknown>[] = [];
      const said = await shop.run(["connect", "gumroad", "--oauth", ...more], {
        clock: patient,
        heard: (text) => {
          if (!text.includes("/oauth/authorize")) return;
          url = addressIn(text);
          came.push(browse(url).then((to) => fetch(to)));
        },
      });
      expect(said).toMatchObject({ code: 0 });
      await Promise.all(came);
      return new URL(url).searchParams.get("scope");
    };
    const reading = "view_profile view_sales view_payouts";
    expect(await asked()).toBe(reading);
    expect(await account()).toMatchObject({ mayDo: [] });
    expect(await asked("--with-writes", "sale.refund")).toBe(`${reading} edit_sales`);
    expect(await account()).toMatchObject({ mayDo: ["sale.refund"] });
    expect(await asked("--with-writes")).toBe(`${reading} edit_sales edit_products`);
    const wrong = await shop.run(["connect", "gumroad", "--oauth", "--with-writes", "sale.refnd"]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain("It can do sale.refund");
  });

  it("works with a browser on this machine: least rights, a token that only reads, everything sealed", async () => {
    const came: Promise<Response>[] = [];
    const secrets = [shop.twin.app.secret];
    shop.server.spoil = (answer, path) => {
      if (path !== "/oauth/token") return answer;
      const { access_token, refresh_token } = JSON.parse(answer.body) as Record<string, string>;
      secrets.push(access_token ?? "", refresh_token ?? "");
      return answer;
    };
    const said = await shop.run(["connect", "gumroad", "--oauth"], {
      clock: patient,
      variables: { MILLRACE_LOG_LEVEL: "debug" },
      heard: (text) => {
        if (text.includes("/oauth/authorize")) came.push(browse(addressIn(text)).then((to) => fetch(to)));
      },
    });
    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toContain("Gumroad is connected");
    const page = await came[0];
    expect(page?.status).toBe(200);
    expect(await page?.text()).toContain("Go back to the terminal");
    expect(await account()).toMatchObject({
      status: "verified",
      way: "consent",
      scopes: ["view_profile", "view_sales", "view_payouts"],
    });
    expect(secrets.map((secret) => secret.length > 20)).toEqual([true, true, true]);
    const log = readFileSync(join(shop.dataDir, "logs", "millrace.log"), "utf8");
    expect(log).toContain("/oauth/token");
    expect(secrets.filter((secret) => (log + said.out + said.err).includes(secret))).toEqual([]);
    expect(filesTelling(shop.dataDir, secrets)).toEqual([]);
  });

  it("works with a browser on another machine: the whole address is pasted, or only the code in it", async () => {
    expect(await shop.byPaste()).toMatchObject({ code: 0 });
    const again = await shop.byPaste((address) => new URL(address).searchParams.get("code") ?? "");
    expect([again.code, again.out]).toEqual([0, expect.stringContaining("connected again")]);
  });

  it("works with a code entered in any browser, however late within its time", async () => {
    let entered = 0;
    const said = await shop.run(["connect", "gumroad", "--oauth", "--device"], {
      heard: (text) => {
        const userCode = /enter this code: (\S+)/.exec(text)?.[1];
        if (userCode === undefined) return;
        entered += 1;
        setTimeout(() => void shop.door("device", { userCode }), 5);
      },
    });
    expect([said.code, entered]).toEqual([0, 1]);
    expect(said.err).toContain("/oauth/device");
  });

  it("asks once more with the refresh token it was given, and reads sales with what it got", async () => {
    await shop.byPaste();
    expect(await shop.run(["sync"])).toMatchObject({ code: 0 });
    await shop.door("consent", { revoke: "access" });
    const synced = await shop.run(["sync"]);
    expect([synced.code, synced.err]).toEqual([0, expect.not.stringContaining("refused")]);
    const shown = await shop.run(["accounts", "show", "gumroad"]);
    expect(shown.out).toMatch(/Renewed/);
    expect(shown.out).toMatch(/owner +to read/);
  });
});

describe("what goes wrong on the way", () => {
  // biome-ignore format: a table
  const pasted: readonly (readonly [string, (address: string) => string, string])[] = [
    ["another state", (address) => address.replace(/state=[^&]+/, "state=forged"), "its state is another one"],
    ["no state", (address) => address.replace(/&?state=[^&]+/, ""), "its state is another one"],
    ["two states", (address) => `${address}&state=x`, "its state is another one"],
    ["no code", (address) => address.replace(/code=[^&]+/, ""), "without a code"],
    ["another address", (address) => address.replace("/callback", "/elsewhere"), "is not the address that Gumroad sends the browser to"],
    ["a word with spaces", () => "I consent", "neither the address"],
    ["nothing", () => "", "neither the address"],
    ["a code that nobody gave", () => "invented-code-0000", "did not take the code"],
    ["an error without a name", (address) => address.replace(/code=[^&]+/, "error=%1b%5b31m"), "an unknown reason"],
  ];
  it.each(pasted)("says so in one sentence and keeps nothing: %s", async (_, paste, sentence) => {
    const said = await shop.byPaste(paste);
    expect([said.code, said.out]).toEqual([1, ""]);
    expect(said.err).toContain(sentence);
    expect(said.err).toContain("Nothing was connected.");
    expect(said.err).not.toMatch(/\n\s+at /);
    expect(said.err).not.toContain("\u001b");
    expect(await account()).toMatchObject({ status: "not-configured" });
  });

  it("a code works once", async () => {
    let first = "";
    await shop.byPaste((address) => {
      first = new URL(address).searchParams.get("code") ?? "";
      return address;
    });
    const said = await shop.byPaste(() => first);
    expect([said.code, said.err]).toEqual([1, expect.stringContaining("it was used before, it is too old")]);
  });

  it("a code is too old after ten minutes", async () => {
    const said = await shop.byPaste((address) => {
      shop.clock.advance(11 * 60_000);
      return address;
    });
    expect([said.code, said.err]).toEqual([1, expect.stringContaining("did not take the code")]);
  });

  it("the owner says no", async () => {
    await shop.door("consent", { mode: "deny" });
    const said = await shop.byPaste();
    expect([said.code, said.err]).toEqual([1, expect.stringContaining("says that the consent was not given")]);
  });

  it("the platform gives less than was asked for", async () => {
    await shop.door("consent", { withheld: ["view_payouts"] });
    const said = await shop.byPaste();
    expect([said.code, said.err]).toEqual([1, expect.stringContaining("lacks view_payouts (to read payouts")]);
    expect(await account()).toMatchObject({ status: "not-configured" });
  });

  it("the application's secret is another one", async () => {
    const variables = { MILLRACE_GUMROAD_CLIENT_SECRET: "canary-wrong-secret-991" };
    const said = await shop.run(["connect", "gumroad", "--oauth", "--device"], { variables });
    expect(said.code).toBe(1);
    expect(said.err).toContain("its secret is another one");
    expect(said.err).not.toContain("canary-wrong-secret");
  });

  // biome-ignore format: a table
  const answers: readonly (readonly [string, string, string])[] = [
    ["a web page", "<!DOCTYPE html><title>Maintenance</title>", "a web page where data was expected"],
    ["no token", '{"token_type":"Bearer"}', "no access token where one was expected"],
    ["another kind of token", '{"access_token":"x","token_type":"mac"}', "a kind of access token that is not known"],
    ["a list", "[]", "something that is no answer to a request for access"],
    ["half an answer", '{"access_token":"canary-half', "data that ends in the middle"],
    ["an error nobody knows", '{"error":"canary secret 1"}', "refused to give access (an unknown reason)"],
    ["an error of the standard", '{"error":"invalid_request"}', "refused to give access (invalid_request)"],
  ];
  it.each(answers)("the token address answers with %s", async (_, body, sentence) => {
    shop.server.spoil = (answer, path) => (path === "/oauth/token" ? { ...answer, body } : answer);
    const said = await shop.byPaste();
    expect([said.code, said.err]).toEqual([1, expect.stringContaining(sentence)]);
    expect(said.err).not.toContain("canary");
  });

  it("the browser never comes back: it is told, and the account is no longer pending", async () => {
    const stop = new AbortController();
    const seen: unknown[] = [];
    const said = await shop.run(["connect", "gumroad", "--oauth"], {
      clock: { ...patient, sleep: async () => void seen.push(await account()) },
      stop: stop.signal,
    });
    expect([said.code, said.err]).toEqual([1, expect.stringContaining("did not come back from Gumroad in time")]);
    expect(seen[0]).toMatchObject({ status: "pending" });
    expect(await account()).toMatchObject({ status: "not-configured" });
  });

  // biome-ignore format: a table
  const wrong: readonly (readonly [readonly string[], string])[] = [
    [["--paste"], "goes with --oauth"],
    [["--oauth", "--paste", "--device"], "one can be chosen"],
    [["--oauth", "--token-file", "x"], "cannot go with it"],
  ];
  it.each(wrong)("options that do not go together: %s", async (options, sentence) => {
    const said = await shop.run(["connect", "gumroad", ...options]);
    expect([said.code, said.err]).toEqual([2, expect.stringContaining(sentence)]);
  });
});
