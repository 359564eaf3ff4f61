import { expect, it } from "vitest";
import { streamState } from "../../store/stream-state.ts";
import { readWalk, saveWalk } from "../../store/walk.ts";
import { runLook } from "./run-look.ts";
import { recent, whole } from "./testing/fake-shop.ts";
import { openLiveBooks } from "./testing/live-books.ts";

const hour = 3_600_000;

// Found by the simulation: after a clock had been a day ahead for hours, sales of that day were told to be complete.
it("takes back what was told to be complete by a clock that ran ahead", async () => {
  const { books, shop, live } = await openLiveBooks();
  const { clock, store } = books;
  const coveredTo = async () => (await streamState(store, live.connection.id, "sales"))?.coveredTo;
  const right = clock.now();
  shop.put({ id: "s1", at: right - hour, gross: 1_000n });
  clock.set(right + 24 * hour);
  await runLook(live, shop.sales, recent);
  clock.set(right + hour);
  await runLook(live, shop.sales, recent);
  expect(await coveredTo()).toBe(right + hour);
  clock.set(right);
  await runLook(live, shop.sales, recent);
  expect(await coveredTo()).toBe(right);
});

it("begins anew where a walk was begun by a clock that ran ahead", async () => {
  const { books, shop, live } = await openLiveBooks(1);
  const { clock, store } = books;
  for (const n of [1, 2, 3]) shop.put({ id: `s${n}`, at: clock.now() - n * hour, gross: 1_000n });
  const stop = new AbortController();
  await runLook(live, shop.sales, whole, { signal: stop.signal, onProgress: () => stop.abort() });
  const left = await readWalk(store, live.connection.id, "sales", "whole");
  if (!left) throw new Error("the walk was stopped behind its first page");
  await store.transaction((tx) => saveWalk(tx, { ...left, startedAt: clock.now() + hour }));
  expect(await runLook(live, shop.sales, whole)).toMatchObject({ ok: true, value: { resumed: false, records: 3 } });
});
