import { afterEach, describe, expect, it } from "vitest";
import { problem } from "../../base/problem.ts";
import { err, ok } from "../../base/result.ts";
import { canBuildWalls } from "../../base/thread/inside-thread.ts";
import { readStrategyRow } from "../../store/strategy.ts";
import { listStrategyProposals } from "../../store/strategy-proposal.ts";
import { listStrategyRuns } from "../../store/strategy-run.ts";
import { allowStrategy, declaredRights } from "./allow-strategy.ts";
import { keepStrategies } from "./keep-strategies.ts";
import { pauseStrategy, resumeStrategy } from "./pause-strategy.ts";
import type { ProposedPlan, StrategyPlace } from "./place.ts";
import { runStrategy } from "./run-strategy.ts";
import { createSlots } from "./slots.ts";
import { strategyStatus } from "./strategy-status.ts";
import { openStrategyWorld, type StrategyWorld } from "./testing/strategy-world.ts";

let world: StrategyWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const signal = new AbortController().signal;
const onNode = it.skipIf(!canBuildWalls()); // because Bun cannot keep foreign code from the disk, and all of it is refused there

const turn = (place: StrategyPlace, id: string) => runStrategy(place, createSlots(1), id, signal);

describe("the strategies that come along", () => {
  it("are listed, on, without a word of the owner, and run on empty books", async () => {
    world = await openStrategyWorld();
    const { place } = world;
    const rows = await keepStrategies(place, signal);
    expect(rows.map(({ id, source, state, refused }) => [id, source, state, refused])).toEqual([
      ["payout-reminder", "built-in", "on", ""],
      ["stale-listing", "built-in", "on", ""],
    ]);
    for (const { id } of rows) expect(await turn(place, id)).toEqual({ kind: "done", sentence: "nothing new" });
    expect((await strategyStatus(place.store)).map(({ totals }) => totals)).toEqual([
      { runs: 1, well: 1, proposed: 0, refused: 0 },
      { runs: 1, well: 1, proposed: 0, refused: 0 },
    ]);
  });

  it("do not run while they are paused, and say why", async () => {
    world = await openStrategyWorld();
    const { place } = world;
    await keepStrategies(place, signal);
    await pauseStrategy(place, "stale-listing", "I am on holiday");
    expect(await turn(place, "stale-listing")).toEqual({ kind: "done", sentence: "It is paused: I am on holiday" });
    // What the owner said stays when the engine starts anew.
    await keepStrategies(place, signal);
    expect(await readStrategyRow(place.store, "stale-listing")).toMatchObject({ state: "paused", pauseBy: "owner" });
    await resumeStrategy(place, "stale-listing");
    expect((await turn(place, "stale-listing")).kind).toBe("done");
    expect(await listStrategyRuns(place.store, { strategy: "stale-listing", limit: 9 })).toHaveLength(1);
  });
});

describe("a proposal", () => {
  onNode("is written down, handed over once, and not made again before it has expired", async () => {
    const handed: ProposedPlan[] = [];
    const sink = {
      propose: async (plan: ProposedPlan) => {
        handed.push(plan);
        return ok({ actionId: `action-${handed.length}`, denied: false, sentence: "It waits for your yes." });
      },
    };
    world = await openStrategyWorld({ sink });
    const { place, books } = world;
    await world.allow("proposes");
    expect(await turn(place, "proposes")).toEqual({ kind: "done", sentence: "1 proposed" });
    const [row] = await listStrategyProposals(place.store, { limit: 9 });
    expect(row).toMatchObject({
      state: "handed",
      actionId: "action-1",
      note: "It waits for your yes.",
      about: "sales",
    });
    expect(handed).toEqual([
      {
        kind: "reminder.show",
        target: "inside",
        book: "main",
        parameters: { text: "0 sales" },
        reason: "There are sales.",
        evidence: [],
        worstCost: { amount: 0n, currency: "USD" },
        expiresAt: books.clock.now() + 86_400_000,
        idempotencyKey: `strategy/proposes/${row?.id}`,
        origin: { by: "strategy", id: "proposes" },
      },
    ]);
    expect((await turn(place, "proposes")).sentence).toBe("nothing new, 1 proposed before");
    books.clock.advance(86_400_001);
    expect((await turn(place, "proposes")).sentence).toBe("1 proposed");
    expect(handed).toHaveLength(2);
    const [run] = await listStrategyRuns(place.store, { limit: 1 });
    expect(JSON.parse(run?.metrics ?? "")).toEqual({ sales: 0 });
  });

  onNode("is kept while nobody takes it, and handed over later under the same key", async () => {
    world = await openStrategyWorld();
    const { place } = world;
    await world.allow("proposes");
    await turn(place, "proposes");
    const [kept] = await listStrategyProposals(place.store, { limit: 9 });
    expect(kept).toMatchObject({ state: "kept", actionId: undefined });
    const keys: string[] = [];
    const sink = {
      propose: async (plan: ProposedPlan) => {
        keys.push(plan.idempotencyKey);
        return err(problem("action-wrong", "This cannot be proposed."));
      },
    };
    expect((await turn({ ...place, sink }, "proposes")).sentence).toBe("nothing new, 1 proposed before, 1 not taken");
    expect(keys).toEqual([`strategy/proposes/${kept?.id}`]);
    expect(await listStrategyProposals(place.store, { limit: 9 })).toMatchObject([
      { id: kept?.id, state: "refused", note: "This cannot be proposed." },
    ]);
  });

  onNode("is left for another day when the day has seen enough of them", async () => {
    const limits = { memoryMb: 64, timeMs: 20_000, concurrent: 1, dailyActions: 0 };
    world = await openStrategyWorld({ limits });
    const { place } = world;
    await world.allow("proposes");
    expect((await turn(place, "proposes")).sentence).toBe("nothing new, 1 beyond what is allowed in a day");
    expect(await listStrategyProposals(place.store, { limit: 9 })).toEqual([]);
    expect((await turn({ ...place, limits: { ...limits, dailyActions: 1 } }, "proposes")).sentence).toBe("1 proposed");
  });
});

describe("a strategy of a package", () => {
  onNode("waits until its rights are allowed, and again when they change", async () => {
    world = await openStrategyWorld();
    const { place } = world;
    const text = (rights: string): string =>
      `export const strategy = { contract: 1, id: "mine", title: "Mine", description: "D.", accounts: [], automation: 0, rights: ${rights}, params: {}, cron: "0 8 * * *", priority: 1, historyDays: 1, propose: () => [] };`;
    world.install("mine", text("{ actions: [], hosts: [], model: false }"));
    await keepStrategies(place, signal);
    expect(await turn(place, "mine")).toEqual({
      kind: "done",
      sentence: "It waits until you allow its rights: `millrace strategies allow mine`.",
    });
    await allowStrategy(place, "mine", await declaredRights(place, "mine"));
    expect((await turn(place, "mine")).sentence).toBe("nothing new");

    world.install("mine", text('{ actions: ["payout.send"], hosts: [], model: false }'));
    // Changed under a running engine: it is stopped before it gets to see anything.
    expect((await turn(place, "mine")).sentence).toContain("It declares other rights than those that you allowed.");
    await resumeStrategy(place, "mine");
    await keepStrategies(place, signal);
    expect((await strategyStatus(place.store)).find(({ id }) => id === "mine")).toMatchObject({
      standing: "asks",
      why: "Its rights have changed; it waits until you allow them anew.",
    });
  });

  onNode("is refused in one sentence when it is broken, and the others go on", async () => {
    world = await openStrategyWorld();
    const { place } = world;
    world.install("shapeless", "export const other = 1;");
    world.install("throws-on-load", 'throw new Error("not today");');
    world.install("impostor", 'export { strategy } from "../proposes/strategy.js";');
    world.install("no-entry", "", { name: "no-entry", version: "1.0.0" });
    world.install("elsewhere", "", { name: "elsewhere", millrace: { strategy: "../../../../../../etc/hostname" } });
    await world.allow("proposes");
    const rows = await strategyStatus(place.store);
    expect(Object.fromEntries(rows.flatMap(({ id, why }) => (why === "" ? [] : [[id, why]])))).toEqual({
      shapeless: 'It exports no "strategy".',
      "throws-on-load": "not today",
      impostor: 'It reached for "../proposes/strategy.js", which no strategy may have.',
      "no-entry": 'Its package.json names no strategy: it lacks "millrace": { "strategy": "./…" }.',
      elsewhere: "Its package.json names a file outside its own folder.",
    });
    expect((await turn(place, "proposes")).sentence).toBe("1 proposed");
  });

  onNode("cannot take the name of one that is there", async () => {
    world = await openStrategyWorld();
    const { place } = world;
    world.install(
      "taker",
      'export const strategy = { contract: 1, id: "payout-reminder", title: "Mine", description: "D.", accounts: [], automation: 0, rights: { actions: [], hosts: [], model: false }, params: {}, cron: "0 8 * * *", priority: 1, historyDays: 1, propose: () => [] };',
    );
    const rows = await keepStrategies(place, signal);
    expect(rows.find(({ id }) => id === "payout-reminder")).toMatchObject({ source: "built-in", refused: "" });
    expect(rows.find(({ id }) => id === "taker")?.refused).toBe(
      'Another strategy is called "payout-reminder" already.',
    );
  });

  onNode("is paused after three failures in a row, and one success ends the count", async () => {
    world = await openStrategyWorld();
    const { place } = world;
    await world.allow("throws");
    for (const failures of [1, 2]) {
      await turn(place, "throws");
      expect(await readStrategyRow(place.store, "throws")).toMatchObject({ failures, state: "on" });
    }
    expect((await turn(place, "throws")).sentence).toBe("no idea. It is paused until you resume it.");
    expect(await readStrategyRow(place.store, "throws")).toMatchObject({
      state: "paused",
      pauseReason: "It failed 3 times in a row: no idea",
    });
  });

  const onBun = it.runIf(!canBuildWalls()); // because only there is it refused
  onBun("is refused where the runtime cannot keep it from the disk", async () => {
    world = await openStrategyWorld();
    world.install("mine", "export const strategy = 1;");
    const rows = await keepStrategies(world.place, signal);
    expect(rows.find(({ id }) => id === "mine")?.refused).toContain("run Millrace with Node");
  });
});
