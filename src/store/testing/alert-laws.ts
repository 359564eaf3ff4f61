import { describe, expect, it } from "vitest";
import type { NewStep } from "../../domain/step/step.ts";
import {
  alertMemories,
  endAlert,
  forgetAlerts,
  openAlerts,
  pastAlerts,
  saveAlertMemory,
  saveOpenAlert,
} from "../alert.ts";
import { addBook } from "../book.ts";
import { denialRates } from "../denial-rate.ts";
import { firstImportAt } from "../file-import.ts";
import type { Store } from "../handle.ts";
import { forgetHints } from "../hint.ts";
import { addStep, answerStep, endStep, openSteps, pastSteps, readStep, reopenStep } from "../human-step.ts";
import { reserveIds } from "../reserve-ids.ts";
import {
  addMessages,
  countTry,
  deadSince,
  forgetMessages,
  giveUpWaiting,
  latestMessages,
  noteTry,
  readMessage,
  waitingSince,
} from "../sent-message.ts";
import {
  addSinkRow,
  changeSinkRow,
  listSinkRows,
  noteSinkFailure,
  noteSinkSent,
  readSinkRow,
  removeSinkRow,
} from "../sink.ts";
import { freshForEach, type OpenStore } from "./store-under-test.ts";

const alert = {
  key: "disk/data",
  severity: "serious",
  title: "The disk is nearly full.",
  lines: ["100 MB are free."],
  since: 1_000,
  seenAt: 1_000,
  times: 1,
  toldAt: undefined,
  acknowledgedAt: undefined,
  acknowledgedBy: undefined,
} as const;
const step: NewStep = { kind: "access", key: "access/1", title: "Give access.", lines: ["How."] };
const by = { actor: "engine", now: 1_000 };

async function addSink(store: Store, name: string): Promise<bigint> {
  return store.transaction(async (tx) => {
    const [id = 0n] = await reserveIds(tx, "sink", 1);
    const settings = new Uint8Array(0);
    await addSinkRow(tx, {
      id,
      name,
      kind: "k",
      keyId: undefined,
      settings,
      least: "minor",
      reports: true,
      quiet: "",
      createdAt: 1,
    });
    return id;
  });
}

/** Alerts, places, messages and steps are kept alike on both engines. */
export function alertLaws(engine: string, open: OpenStore): void {
  openAndOver(engine, open);
  messagesAndPlaces(engine, open);
  stepsInOrder(engine, open);
}

function openAndOver(engine: string, open: OpenStore): void {
  describe(`alerts on ${engine}`, () => {
    const under = freshForEach(open);

    it("keep one open alert of a key, and the past ones beside it", async () => {
      const { store } = under;
      await store.transaction(async (tx) => {
        await saveOpenAlert(tx, alert);
        await saveOpenAlert(tx, { ...alert, seenAt: 2_000, times: 2, toldAt: 1_500 });
        await endAlert(tx, alert.key, 3_000);
        await saveOpenAlert(tx, { ...alert, since: 4_000, acknowledgedAt: 5_000, acknowledgedBy: "owner" });
      });
      expect(await openAlerts(store)).toMatchObject([{ since: 4_000, acknowledgedBy: "owner", overAt: undefined }]);
      expect(await pastAlerts(store, 5)).toMatchObject([
        { times: 2, toldAt: 1_500, overAt: 3_000, lines: alert.lines },
      ]);
      expect(await store.transaction((tx) => forgetAlerts(tx, 3_001))).toBe(1);
      expect(await openAlerts(store)).toHaveLength(1);
    });

    it("remember a matter between two looks, and forget it", async () => {
      const { store } = under;
      const look = { key: "disk/data", present: false, title: "Well." } as const;
      await store.transaction((tx) => saveAlertMemory(tx, "disk/data", { key: "disk/data", look, sentAt: [] }));
      await store.transaction((tx) => saveAlertMemory(tx, "disk/data", { key: "disk/data", look, sentAt: [7] }));
      expect((await alertMemories(store)).get("disk/data")?.sentAt).toEqual([7]);
      await store.transaction((tx) => saveAlertMemory(tx, "disk/data", undefined));
      expect((await alertMemories(store)).size).toBe(0);
    });
  });
}

function messagesAndPlaces(engine: string, open: OpenStore): void {
  describe(`messages on ${engine}`, () => {
    const under = freshForEach(open);

    it("put a message in line once for each place, and keep what became of it", async () => {
      const { store } = under;
      const [a, b] = [await addSink(store, "a"), await addSink(store, "b")];
      const to = (sinkId: bigint) => ({ sinkId, messageKey: "m", message: "{}" });
      const first = await store.transaction((tx) => addMessages(tx, [to(a), to(b)], 1_000));
      expect(first).toHaveLength(2);
      expect(await store.transaction((tx) => addMessages(tx, [to(a), to(b)], 2_000))).toEqual([]);
      const [one = 0n] = first;
      await store.transaction(async (tx) => {
        await countTry(tx, one);
        await noteTry(tx, one, "waiting", "not now", 2_000);
        await countTry(tx, one);
        await noteTry(tx, one, "dead", "never", 3_000);
      });
      expect(await readMessage(store, one)).toMatchObject({ state: "dead", tries: 2, note: "never", endedAt: 3_000 });
      expect(await deadSince(store, 3_000)).toEqual(new Map([[a, 1]]));
      expect(await waitingSince(store, 1_001, 5)).toMatchObject([{ sinkId: b }]);
      await store.transaction((tx) => giveUpWaiting(tx, b, "removed", 4_000));
      expect((await latestMessages(store, 5, b)).map(({ state }) => state)).toEqual(["dead"]);
      expect(await store.transaction((tx) => forgetMessages(tx, 4_000))).toBe(1);
    });

    it("have a place's name once while it is in use, and know how it does", async () => {
      const { store } = under;
      const id = await addSink(store, "team");
      await expect(addSink(store, "team")).rejects.toThrow();
      await store.transaction((tx) => noteSinkFailure(tx, id, "down", 5_000));
      await store.transaction((tx) => noteSinkFailure(tx, id, "still down", 6_000));
      expect(await readSinkRow(store, id)).toMatchObject({ failure: "still down", failingSince: 5_000 });
      await store.transaction((tx) => noteSinkSent(tx, id, 7_000));
      await store.transaction((tx) =>
        changeSinkRow(tx, id, { least: "none", reports: false, quiet: "22:00-07:00 UTC" }),
      );
      const shown = { failure: undefined, sentAt: 7_000, least: "none", reports: false };
      expect(await listSinkRows(store)).toMatchObject([shown]);
      await store.transaction((tx) => removeSinkRow(tx, id));
      expect(await listSinkRows(store)).toEqual([]);
      expect(await addSink(store, "team")).not.toBe(id);
    });
  });
}

function stepsInOrder(engine: string, open: OpenStore): void {
  describe(`steps on ${engine}`, () => {
    const under = freshForEach(open);

    it("keep one open step of a key from its question to its end", async () => {
      const { store } = under;
      const book = await store.transaction((tx) =>
        addBook(tx, { slug: "main", name: "Main", homeCurrency: "USD", timeZone: "UTC" }, 1),
      );
      const add = (more: Partial<NewStep> = {}) =>
        store.transaction((tx) => addStep(tx, book.id, { ...step, ...more }, by));
      const id = (await add()) ?? 0n;
      expect(await add()).toBeUndefined();
      const soon = (await add({ key: "other", dueAt: 9_000, input: "choice", choices: ["a"] })) ?? 0n;
      expect((await openSteps(store, book.id)).map((one) => one.id)).toEqual([soon, id]);
      expect(await store.transaction((tx) => answerStep(tx, id, undefined, 2_000))).toBe(true);
      expect(await store.transaction((tx) => answerStep(tx, id, undefined, 2_000))).toBe(false);
      await store.transaction((tx) => reopenStep(tx, id, "Not done."));
      expect(await readStep(store, id)).toMatchObject({ state: "open", note: "Not done.", answeredAt: undefined });
      const end = () => store.transaction((tx) => endStep(tx, id, "done", { ...by, note: "" }));
      expect([await end(), await end()]).toEqual([true, false]);
      expect(await pastSteps(store, book.id, 5)).toMatchObject([{ id, state: "done", endedBy: "engine" }]);
      // What is done may be needed again.
      expect(await add()).toBeDefined();
    });

    it("count nothing where nothing is", async () => {
      const { store } = under;
      expect(await denialRates(store, 0)).toEqual([]);
      expect(await firstImportAt(store)).toBeUndefined();
      expect(await store.transaction((tx) => forgetHints(tx, 9_000))).toBe(0);
    });
  });
}
