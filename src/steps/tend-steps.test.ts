import { beforeEach, describe, expect, it } from "vitest";
import { fixedClock } from "../base/clock.ts";
import type { NewStep } from "../domain/step/step.ts";
import { addBook, type Book } from "../store/book.ts";
import type { Store } from "../store/handle.ts";
import { type HumanStep, readStep } from "../store/human-step.ts";
import { migrate } from "../store/migrate.ts";
import { openSqlite } from "../store/open-sqlite.ts";
import { askStep, resolveStep } from "./ask-step.ts";
import { connectionWorks } from "./connection-works.ts";
import { tendSteps } from "./tend-steps.ts";
import type { Verdict } from "./verifier.ts";

const start = 1_000_000;
const step: NewStep = { kind: "listing", key: "k", title: "List it.", lines: [] };
let store: Store;
let book: Book;
let verdict: Verdict;

const seen = { kind: "seen", look: async () => verdict };
const ask = async (more: Partial<NewStep>): Promise<bigint> =>
  (await store.transaction((tx) => askStep(tx, book.id, { ...step, ...more }, { actor: "engine", now: start }))) ?? 0n;
const read = async (id: bigint): Promise<HumanStep> => {
  const found = await readStep(store, id);
  if (!found) throw new Error("the step is gone");
  return found;
};
const answer = async (id: bigint): Promise<void> => {
  const found = await read(id);
  await store.transaction((tx) => resolveStep(tx, found, undefined, { actor: "owner", now: start + 1 }));
};
const tend = (now: number) => tendSteps(store, [seen, connectionWorks], { actor: "engine", now });

beforeEach(async () => {
  store = openSqlite({ path: ":memory:" });
  await migrate(store, fixedClock(start));
  const asked = { slug: "main", name: "Main", homeCurrency: "USD", timeZone: "UTC" };
  book = await store.transaction((tx) => addBook(tx, asked, start));
  verdict = { kind: "not-yet" };
});

describe("a step that Millrace can see for itself", () => {
  it("waits after the answer until it is seen, and is open again when it is not done after all", async () => {
    const id = await ask({ verifier: "seen:x" });
    await answer(id);
    await tend(start + 2);
    expect(await read(id)).toMatchObject({ state: "answered" });
    verdict = { kind: "not-done", note: "It is not there." };
    expect(await tend(start + 3)).toMatchObject({ reopened: 1 });
    expect(await read(id)).toMatchObject({ state: "open", note: "It is not there." });
    verdict = { kind: "done", note: "It is there." };
    expect(await tend(start + 4)).toMatchObject({ done: 1 });
    expect(await read(id)).toMatchObject({ state: "done", endedBy: "engine", note: "It is there." });
  });

  it("ends when nobody needs it any more, or when its connection is gone", async () => {
    const id = await ask({ verifier: "seen:x" });
    const other = await ask({ key: "o", verifier: "connection-works:77" });
    const odd = await ask({ key: "p", verifier: "connection-works:abc" });
    verdict = { kind: "moot", note: "It was sold." };
    expect(await tend(start + 1)).toMatchObject({ cancelled: 3 });
    expect(await read(id)).toMatchObject({ state: "cancelled", note: "It was sold." });
    for (const one of [other, odd]) expect((await read(one)).note).toBe("The platform is not connected any more.");
  });
});

describe("a step that is due", () => {
  it("expires when its time has come, done or not, and not before", async () => {
    const id = await ask({ dueAt: start + 10 });
    const claimed = await ask({ key: "o", verifier: "seen:x", dueAt: start + 10 });
    await answer(claimed);
    expect(await tend(start + 9)).toMatchObject({ expired: 0 });
    verdict = { kind: "not-done", note: "It is not there." };
    expect(await tend(start + 10)).toMatchObject({ expired: 2 });
    expect(await read(id)).toMatchObject({ state: "expired", note: "Nobody did it in time." });
    expect(await read(claimed)).toMatchObject({ state: "expired", note: "It is not there." });
  });
});
