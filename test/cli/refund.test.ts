import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGumroadTwin, type GumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { quietShop } from "../../sandbox/testing/open-twin.ts";
import { fixedClock } from "../../src/base/clock.ts";
import { cli, commandTime } from "../support/command-line.ts";
import { type GumroadServer, serveGumroad } from "../support/gumroad-server.ts";
import { temporaryFolder } from "../support/installation.ts";

const folder = temporaryFolder();
const dataDir = join(folder.path, "data");
const clock = fixedClock(commandTime);
const minuteMs = 60_000;
let twin: GumroadTwin;
let server: GumroadServer;
let sales: readonly string[] = [];

const say = (...args: string[]) =>
  cli(dataDir, args, {
    clock,
    columns: 160,
    variables: { MILLRACE_SANDBOX: server.url, MILLRACE_GUMROAD_TOKEN: twin.token },
  });
const json = async (...args: string[]) => JSON.parse((await say(...args, "--json")).out);
/** What Gumroad itself paid back of a sale, US cents. */
const paidBack = (sale: string | undefined): number => twin.ledger().get(sale ?? "")?.refunded ?? -1;

beforeAll(async () => {
  twin = createGumroadTwin({ seed: "refunds", clock, shop: quietShop() });
  server = await serveGumroad(twin);
  sales = Array.from({ length: 6 }, () => twin.sell({ quantity: 2 }) ?? "");
  clock.advance(minuteMs);
  for (const args of [["connect", "gumroad"], ["sync"]]) expect(await say(...args)).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

describe("a refund from the command line, through the simulated Gumroad", () => {
  it("needs the owner's word for exactly this sentence", async () => {
    const said = await say("refund", sales[0] ?? "");
    expect(said.code).toBe(1);
    expect(said.err).toMatch(
      /^Not confirmed: Refund [0-9.]+ USD of sale .*\. This cannot be taken back\. Nothing was refunded\./,
    );
    expect((await json("actions")).actions).toEqual([]);
  });

  it("is only tried dry until the owner lets refunds leave, with the same plan to the byte", async () => {
    const dry = await say("refund", sales[0] ?? "", "--yes");
    expect(dry).toMatchObject({ code: 0, err: "" });
    expect(dry.out).toContain("A dry run: all was checked, and nothing was sent.");
    expect(paidBack(sales[0])).toBe(0);
    expect((await say("autonomy", "sale.refund", "--live")).code).toBe(0);
    const real = await say("refund", sales[0] ?? "", "--yes");
    expect(real).toMatchObject({ code: 0, err: "" });
    expect(real.out).toContain("Refunded.");
    const { actions, totals } = await json("actions");
    expect(totals).toMatchObject({ count: 2, live: 1, byState: { done: 2 } });
    expect((await say("actions", "--since", "today")).out).toMatch(/\n2 acts: 2 done; 1 for real\.\n$/);
    expect((await say("actions", "--since", "soon")).code).not.toBe(0);
    expect(actions.map(({ state, dryRun }: { state: string; dryRun: boolean }) => [state, dryRun])).toEqual([
      ["done", false],
      ["done", true],
    ]);
    expect(actions[0].planHash).toBe(actions[1].planHash);
    expect(paidBack(sales[0])).toBeGreaterThan(0);
  });

  it("given twice by mistake is one refund", async () => {
    const again = await say("refund", sales[0] ?? "", "--yes");
    expect(again.out).toContain("This refund was asked for before: Refunded.");
    await say("sync");
    const third = await say("refund", sales[0] ?? "", "--yes");
    expect(third.err).toContain("There is nothing left to refund of this sale.");
  });

  it("whose answer is lost is not known, is never sent again, and is found on the platform", async () => {
    const [, sale = ""] = sales;
    let puts = 0;
    server.spoil = (answer, path) => {
      if (!path.endsWith("/refund")) return answer;
      puts += 1;
      return "hang-up";
    };
    const said = await say("refund", sale, "--amount", "5.00", "--yes");
    server.spoil = undefined;
    expect(said.code).toBe(1);
    expect(said.out).toContain("It is not known whether it was refunded. Do not refund it again");
    expect((await json("inbox")).waiting).toMatchObject([{ state: "unknown", wants: "look" }]);
    clock.advance(2 * minuteMs);
    expect(await say("jobs", "run", "look-for-unknown")).toMatchObject({ code: 0 });
    expect((await json("actions")).actions[0]).toMatchObject({ state: "done" });
    expect(puts).toBe(1);
    expect(paidBack(sale)).toBe(500);
  });

  it("goes through while everything else is stopped, and the stop shows until it is lifted", async () => {
    expect((await say("stop", "--reason", "a look at the prices")).out).toBe("Stopped: everything.\n");
    expect((await say("refund", sales[2] ?? "", "--yes")).out).toContain("Refunded.");
    expect((await say("go")).out).toBe("Nothing is stopped any more.\n");
  });

  it("that Gumroad refuses has failed for certain", async () => {
    const [, , , sale = ""] = sales;
    // Somebody refunds it at Gumroad itself, behind Millrace's back.
    await twin.fetch(
      new Request(`http://twin/gumroad/v2/sales/${encodeURIComponent(sale)}/refund`, {
        method: "PUT",
        headers: { authorization: `Bearer ${twin.token}` },
        body: new URLSearchParams({ amount_cents: "100" }),
      }),
    );
    const said = await say("refund", sale, "--yes");
    expect(said.code).toBe(1);
    expect(said.out).toContain("Nothing was refunded. Gumroad refused what was asked");
    expect(paidBack(sale)).toBe(100);
  });

  it("stands in the record with every step, and in the compliance report", async () => {
    const { actions } = await json("actions");
    const story = await json("actions", "show", actions.at(-1).id);
    expect(story.steps.map(({ to }: { to: string }) => to)).toEqual([
      "proposed",
      "allowed",
      "approved",
      "queued",
      "sending",
      "done",
    ]);
    const report = await json("compliance");
    expect(report.total.checked).toBeGreaterThan(5);
    expect(report.byKind).toMatchObject([{ kind: "sale.refund", denied: 0 }]);
    expect((await say("audit", "verify")).code).toBe(0);
  });
});

describe("what strategies and mistakes could try", () => {
  it.each([
    [["refund", "nobody"], "No sale"],
    [["refund", "SALE", "--amount", "9999.00", "--yes"], "is left to refund of this sale"],
    [["refund", "SALE", "--amount", "five", "--yes"], "cannot be taken"],
    [["approve", "ffffffff"], "There is no action"],
    [["autonomy", "sale.refunds", "--live"], "Did you mean sale.refund?"],
    [["stop", "gumrod"], "Did you mean gumroad?"],
    [["compliance", "fact", "receiver.consent", "yes"], "is no fact that you can state"],
    [["compliance", "fact", "price.floor", "cheap"], "It is a whole number"],
  ])("is refused in one sentence: %j", async (args, sentence) => {
    const said = await say(...args.map((word) => (word === "SALE" ? (sales[4] ?? "") : word)));
    expect(said.code).not.toBe(0);
    expect(said.err).toContain(sentence);
    expect(said.err.trim().split("\n")).toHaveLength(1);
  });
});

describe("rule files that are broken or gone", () => {
  const broken = [{ path: "policy/own.yaml", text: "format: 1\nrules:\n  - id: A\n    effect: maybe\n" }];
  const gone = (): never => {
    throw new Error("ENOENT: no such folder");
  };
  const under = (ruleFiles: () => typeof broken, ...args: string[]) =>
    cli(dataDir, args, {
      clock,
      columns: 160,
      ruleFiles,
      variables: { MILLRACE_SANDBOX: server.url, MILLRACE_GUMROAD_TOKEN: twin.token },
    });

  it.each([
    ["broken", () => broken, "policy/own.yaml"],
    ["gone", gone, "no such folder"],
  ] as const)("(%s) let nothing out, and the doctor says where", async (_what, files, where) => {
    const calls = server.calls();
    const said = await under(files, "refund", sales[5] ?? "", "--amount", "1.00", "--yes");
    expect(said.code).toBe(1);
    expect(said.out).toContain("Nothing was refunded. Denied: the rule files cannot be read.");
    expect([server.calls(), paidBack(sales[5])]).toEqual([calls, 0]);
    const doctor = JSON.parse((await under(files, "doctor", "--json")).out);
    expect(doctor.checks.at(-1)).toMatchObject({
      name: "rules",
      state: "bad",
      sentence: expect.stringContaining(where),
    });
    expect((await under(files, "compliance")).err).toContain(where);
  });
});
