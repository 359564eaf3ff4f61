import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dayMs } from "../../src/domain/time/civil.ts";
import { listAlerts, silenceAlert } from "../../src/operations/alerts.ts";
import { changeSink, listSinks, removeSinkPlace } from "../../src/operations/sinks.ts";
import { gatherStatus } from "../../src/operations/status.ts";
import { latestMessages } from "../../src/store/sent-message.ts";
import { type AlertWorld, addSlack, openAlertWorld } from "../support/alert-world.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
let world: AlertWorld;

const slack = (): readonly string[] => world.sinks.slack.received.map(({ shown }) => shown[0] ?? "");
const fullDisk = { ...{ memory: () => undefined }, disk: () => ({ freeBytes: 100e6, totalBytes: 100e9 }) };
const status = async (): Promise<readonly string[]> => {
  const facts = {
    version: "0",
    startedAt: 0,
    logPath: "",
    inboxPath: "",
    warnings: [],
    inboxNews: () => [],
    troubles: () => [],
  };
  return (await gatherStatus(world.workplace, facts)).matters.map(({ code }) => code);
};

beforeEach(async () => {
  world = await openAlertWorld("* * * * *");
  await world.only("watch");
});
afterEach(() => world.close());

describe("something that goes wrong", () => {
  it("is told within a minute, in the log in any case, and shown by the status; when it is over, that is told", async () => {
    await addSlack(world);
    world.machine = fullDisk;
    await world.pass(minuteMs);
    expect(slack().slice(1)).toEqual(["Serious: The disk is nearly full."]);
    expect(world.logged.filter((line) => line.includes("The disk is nearly full."))).toHaveLength(1);
    expect(await status()).toEqual(["alert-disk"]);
    world.machine = { ...fullDisk, disk: () => ({ freeBytes: 50e9, totalBytes: 100e9 }) };
    await world.pass(minuteMs);
    expect((await listAlerts(world.workplace, 0)).open).toMatchObject([{ key: "disk/data", well: true }]);
    await world.pass(15 * minuteMs);
    expect(slack().slice(2)).toEqual(["There is room on the disk again."]);
    expect(await status()).toEqual([]);
  });

  it("goes only where so urgent a thing is wanted", async () => {
    await addSlack(world, "serious");
    world.machine = { ...fullDisk, disk: () => ({ freeBytes: 4e9, totalBytes: 100e9 }) };
    await world.pass(3 * minuteMs);
    expect(slack()).toHaveLength(1);
    expect(world.logged.some((line) => line.includes("The disk is filling up."))).toBe(true);
  });

  it("is told no more once the owner says that she knows, and again when it gets worse", async () => {
    await addSlack(world);
    world.machine = { ...fullDisk, disk: () => ({ freeBytes: 4e9, totalBytes: 100e9 }) };
    await world.pass(minuteMs);
    const { open } = await listAlerts(world.workplace, 0);
    const id = open[0]?.id.toString() ?? "";
    const done = await silenceAlert(world.workplace, id, { kind: "acknowledge" });
    expect(done).toMatchObject({ ok: true, value: { acknowledgedBy: "engine" } });
    expect(await status()).toEqual([]);
    await world.pass(3 * hourMs);
    expect(slack()).toHaveLength(2);
    world.machine = fullDisk;
    await world.pass(minuteMs);
    expect(slack().slice(2)).toEqual(["Serious: The disk is nearly full."]);
    expect((await listAlerts(world.workplace, 0)).open).toMatchObject([{ key: "disk/data", severity: "serious" }]);
    const wrong = await silenceAlert(world.workplace, "99", { kind: "tell" });
    expect(wrong).toMatchObject({ ok: false, error: { code: "alert-unknown" } });
  });
});

describe("a place with quiet hours", () => {
  /** The world begins at 12:00 in Nairobi. */
  const quiet = { typed: "11:30-14:00", zone: "Africa/Nairobi" };

  it("hears what is serious at once, and everything else when they end, once", async () => {
    await addSlack(world);
    expect(await changeSink(world.workplace, "team", { quiet })).toMatchObject({ ok: true });
    world.machine = { ...fullDisk, disk: () => ({ freeBytes: 4e9, totalBytes: 100e9 }) };
    await world.pass(20 * minuteMs);
    expect(slack()).toHaveLength(1);
    expect(world.logged.some((line) => line.includes("The disk is filling up."))).toBe(true);
    world.machine = fullDisk;
    await world.pass(minuteMs);
    expect(slack().slice(1)).toEqual(["Serious: The disk is nearly full."]);
    await world.pass(2 * hourMs);
    expect(slack().filter((text) => text.includes("The disk is filling up."))).toEqual([
      "Worth a look: The disk is filling up.",
    ]);
  });

  it("are refused when they are none, and taken away by a word", async () => {
    await addSlack(world);
    const odd = await changeSink(world.workplace, "team", { quiet: { ...quiet, typed: "at night" } });
    expect(odd).toMatchObject({ ok: false, error: { code: "sink-quiet" } });
    await changeSink(world.workplace, "team", { quiet });
    const none = await changeSink(world.workplace, "team", { quiet: { ...quiet, typed: "none" } });
    expect(none).toMatchObject({ ok: true, value: { quiet: "" } });
  });
});

describe("a place that takes no messages", () => {
  it("gets them once it takes them again, each once", async () => {
    await addSlack(world);
    world.sinks.slack.failNext("server", "server", "busy");
    world.machine = fullDisk;
    await world.pass(30 * minuteMs);
    expect(slack().slice(1)).toEqual(["Serious: The disk is nearly full."]);
    const rows = await latestMessages(world.workplace.store, 10);
    expect(rows.map(({ state, tries }) => [state, tries > 1])).toContainEqual(["sent", true]);
  });

  it("blocks no other place, is told there once a message was given up, and is well after the next that arrives", async () => {
    await addSlack(world);
    world.sinks.slack.break("removed");
    world.machine = fullDisk;
    await world.pass(3 * minuteMs);
    const said = world.logged.filter((line) => line.includes("Messages do not reach Slack (team)."));
    expect(said).toHaveLength(1);
    expect(await status()).toEqual(["alert-disk", "alert-sink"]);
    const [team] = (await listSinks(world.workplace)).filter(({ row }) => row.name === "team");
    expect(team?.row.failure).toMatch(/^Slack does not let Millrace in/);
    // A day later nothing was given up any more: the place is removed, and so is what was said of it.
    expect(await removeSinkPlace(world.workplace, "team")).toMatchObject({ ok: true });
    await world.pass(20 * minuteMs);
    expect((await listAlerts(world.workplace, 0)).open.map(({ key }) => key)).toEqual(["disk/data"]);
  });
});

describe("what nobody needs any more", () => {
  it("is forgotten after its time: messages that went out after three months", async () => {
    await addSlack(world);
    world.machine = fullDisk;
    await world.pass(minuteMs);
    await world.workplace.jobs.pause("watch");
    const count = async (): Promise<number> => (await latestMessages(world.workplace.store, 100)).length;
    const before = await count();
    expect(before).toBeGreaterThan(0);
    world.clock.advance(89 * dayMs);
    await world.workplace.jobs.runNow("tidy-up");
    await world.workplace.jobs.runDue();
    expect(await count()).toBe(before);
    world.clock.advance(2 * dayMs);
    await world.workplace.jobs.runNow("tidy-up");
    await world.workplace.jobs.runDue();
    expect(await count()).toBe(0);
    const [run] = await world.workplace.jobs.history({ schedule: "tidy-up", limit: 1 });
    expect(run?.note).toMatch(/old rows? forgotten/);
  });
});
