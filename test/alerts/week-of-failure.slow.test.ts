import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs } from "../../src/domain/time/civil.ts";
import { listAlerts } from "../../src/operations/alerts.ts";
import { listSteps } from "../../src/operations/steps.ts";
import { type AlertWorld, addSlack, openAlertWorld } from "../support/alert-world.ts";

const hourMs = 3_600_000;
let world: AlertWorld;

/** What people read in Slack since this was last asked. */
let read = 0;
const arrived = (): readonly string[] => {
  const all = world.sinks.slack.received.slice(read);
  read = world.sinks.slack.received.length;
  return all.map(({ shown }) => shown.join("\n"));
};
const waiting = async (): Promise<readonly string[]> =>
  (await listSteps(world.workplace, world.book)).open.map(({ title }) => title);

beforeAll(async () => {
  world = await openAlertWorld("30 * * * *");
  await addSlack(world);
  await world.connect();
  await world.only("watch", "gumroad-sales-recent");
  await world.pass(2 * hourMs);
  arrived();
});
afterAll(() => world.close());

describe("a week in which a platform refuses the access", () => {
  it("is told at once, then after 1, 6 and 24 hours and daily: nine messages, and one step in the queue", async () => {
    world.health = "refuses";
    const days: number[] = [];
    let first: string | undefined;
    for (let day = 0; day < 7; day++) {
      await world.pass(dayMs);
      const messages = arrived();
      first ??= messages[0];
      days.push(messages.length);
      expect(messages.every((text) => text.startsWith("Serious: Gumroad refused the access token."))).toBe(true);
    }
    expect(first).toContain("`millrace connect gumroad` gives it new access.");
    expect(first).toContain("what was read is kept");
    expect(first).not.toContain("still");
    expect(days).toEqual([3, 1, 1, 1, 1, 1, 1]);
    expect(await waiting()).toEqual(["Give Millrace access to Gumroad again."]);
    const { open } = await listAlerts(world.workplace, 0);
    expect(open.map(({ key, severity }) => [key, severity])).toEqual([["account/gumroad", "serious"]]);
  });

  it("is over with the next good look: one message, the step closed, nothing more", async () => {
    world.health = "well";
    // A person gives access again; nothing is read before.
    await world.connect();
    expect(await waiting()).toEqual(["Give Millrace access to Gumroad again."]);
    await world.pass(2 * hourMs);
    const messages = arrived();
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^Gumroad lets Millrace in\.\nIt lasted from 20 Nov 2026 1\d:\d\d to 27 Nov 2026 /);
    expect(await waiting()).toEqual([]);
    const { past } = await listSteps(world.workplace, world.book, 5);
    expect(past).toMatchObject([{ state: "done", endedBy: "engine", note: "The platform lets Millrace in again." }]);
    await world.pass(dayMs);
    expect(arrived()).toEqual([]);
    const after = await listAlerts(world.workplace, 5);
    expect(after.open).toEqual([]);
    expect(after.past.map(({ key }) => key)).toEqual(["account/gumroad"]);
  });
});
