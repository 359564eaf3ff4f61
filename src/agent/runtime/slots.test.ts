import { expect, it } from "vitest";
import { createSlots } from "./slots.ts";

const never = new AbortController().signal;

it("lets so many in at once, then by priority, equal ones in the order in which they came", async () => {
  const slots = createSlots(2);
  const seen: string[] = [];
  const first = await slots.take(0, never);
  const second = await slots.take(0, never);
  const enter = (name: string, priority: number): Promise<void> =>
    slots.take(priority, never).then((leave) => {
      seen.push(name);
      leave();
    });
  const all = [enter("low", 1), enter("high", 9), enter("also high", 9), enter("middle", 5)];
  await Promise.resolve();
  expect(seen).toEqual([]);
  first();
  await Promise.all(all);
  expect(seen).toEqual(["high", "also high", "middle", "low"]);
  second();
});

it("gives a place back once, however often it is told", async () => {
  const slots = createSlots(1);
  const leave = await slots.take(0, never);
  leave();
  leave();
  await slots.take(0, never);
  let entered = false;
  void slots.take(0, never).then(() => {
    entered = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(entered).toBe(false);
});

it("takes out of the line who does not want to wait any more", async () => {
  const slots = createSlots(1);
  const leave = await slots.take(0, never);
  const stopping = new AbortController();
  const waiting = slots.take(9, stopping.signal);
  const next = slots.take(1, never);
  stopping.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  leave();
  await next;
});
