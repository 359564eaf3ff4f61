import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { NewStep } from "../../../domain/step/step.ts";
import { askStep } from "../../../steps/ask-step.ts";
import type { earlierPage, inbox } from "../../contract/inbox.ts";
import type { step, stepChecked, stepsPage } from "../../contract/steps.ts";
import { type InboxWorld, openInboxWorld } from "../../testing/open-inbox.ts";

type Inbox = z.infer<typeof inbox>;
type Step = z.infer<typeof step>;

let world: InboxWorld;
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(() => world.close());

async function putStep(key: string, more: Partial<NewStep> = {}): Promise<string> {
  const { workplace, book, clock } = world;
  const asked: NewStep = {
    kind: "listing",
    key,
    title: `Put ${key} on Payhip.`,
    lines: ["No way in by machine."],
    ...more,
  };
  const by = { actor: "engine", now: clock.now() };
  const id = await workplace.store.transaction((tx) => askStep(tx, book.id, asked, by));
  return String(id);
}
const post = (body?: unknown) => ({ method: "POST", ...(body === undefined ? {} : { body }) });
const read = async (query = ""): Promise<Inbox> => (await world.ask<Inbox>("viewer", `/api/v1/inbox${query}`)).json;

describe("the inbox over HTTP", () => {
  it("says that nothing waits, and when it looks again", async () => {
    expect(await read()).toEqual({ items: [], total: 0, decide: 0, todo: 0, leaving: [], nextLook: null });
  });

  it("counts what waits, shows what can still be taken back, and what was answered", async () => {
    const moments = { before: new Date(world.clock.now() - 1_000).toISOString() };
    const first = await world.put("one");
    const second = await world.put("two");
    const id = await putStep("step-1");
    const waiting = await read();
    expect(waiting).toMatchObject({ total: 3, decide: 2, todo: 1, leaving: [] });
    expect(waiting.items[0]).toMatchObject({ what: "action", wants: "yes", changedSince: false });
    const then = new Date(world.clock.now()).toISOString();
    world.clock.advance(60_000);
    await world.ask("approver", `/api/v1/actions/${first.action.id}/approve`, post({ planHash: first.planHash }));
    await world.ask("approver", `/api/v1/actions/${second.action.id}`, {
      method: "PATCH",
      body: { planHash: second.planHash, changes: { price: "12.00" } },
    });
    await world.ask("approver", `/api/v1/steps/${id}/answer`, post({}));
    const now = await read();
    expect(now).toMatchObject({ total: 1, decide: 1, todo: 0 });
    expect(now.leaving.map((one) => one.id)).toEqual([first.action.id]);
    const past = await read(`?asOf=${then}`);
    expect(past).toMatchObject({ total: 3, leaving: [], nextLook: null });
    expect(past.items.map((one) => one.what === "action" && one.changedSince)).toEqual([false, true, false]);
    expect(await read(`?asOf=${moments.before}`)).toMatchObject({ total: 0 });
    expect((await world.ask("viewer", "/api/v1/inbox?asOf=yesterday")).status).toBe(400);
  });

  it("keeps what was answered for thirty days, in pages without a gap", async () => {
    for (const key of ["e1", "e2", "e3"]) {
      const { action } = await world.put(key);
      await world.ask("approver", `/api/v1/actions/${action.id}/reject`, post({}));
      await world.ask("approver", `/api/v1/steps/${await putStep(key)}/cancel`, post({ reason: "Not this year." }));
    }
    type Page = z.infer<typeof earlierPage>;
    const idOf = (one: Page["items"][number]): string =>
      one.what === "action" ? one.action.id : `step ${one.step.id}`;
    const whole = await world.ask<Page>("viewer", "/api/v1/inbox/earlier");
    const all = whole.json.items.map(idOf);
    expect(all).toHaveLength(8);
    const paged: string[] = [];
    let after = "";
    do {
      const { json } = await world.ask<Page>("viewer", `/api/v1/inbox/earlier?limit=3${after}`);
      paged.push(...json.items.map(idOf));
      after = json.next === null ? "" : `&after=${json.next}`;
    } while (after !== "");
    expect(paged).toEqual(all);
    world.clock.advance(31 * 86_400_000);
    expect((await world.ask<Page>("viewer", "/api/v1/inbox/earlier")).json.items).toEqual([]);
  });
});

describe("steps over HTTP", () => {
  it("takes an answer in words for the field, and ends where the person's word counts", async () => {
    const id = await putStep("choice", { input: "choice", choices: ["yes", "no"] });
    const wrong = await world.ask<{ title: string }>(
      "approver",
      `/api/v1/steps/${id}/answer`,
      post({ answer: "maybe" }),
    );
    expect(wrong).toMatchObject({ status: 400, json: { code: "step-answer" } });
    expect((await world.ask("viewer", `/api/v1/steps/${id}/answer`, post({ answer: "yes" }))).status).toBe(403);
    const done = await world.ask<Step>("approver", `/api/v1/steps/${id}/answer`, post({ answer: "yes" }));
    expect(done).toMatchObject({ status: 200, json: { state: "done", endedBy: "p-approver" } });
    expect(done.text).not.toContain('"answer"');
    const again = await world.ask("approver", `/api/v1/steps/${id}/answer`, post({ answer: "yes" }));
    expect(again).toMatchObject({ status: 409, json: { code: "step-over" } });
  });

  it("looks now whether it is done, and says what was seen", async () => {
    const id = await putStep("gone", { kind: "access", verifier: "connection-works:77" });
    const answered = await world.ask<Step>("approver", `/api/v1/steps/${id}/answer`, post({}));
    expect(answered.json).toMatchObject({ state: "answered", verified: true, connection: "77" });
    const seen = await world.ask<z.infer<typeof stepChecked>>("approver", `/api/v1/steps/${id}/check`, post());
    expect(seen).toMatchObject({ status: 200, json: { seen: "moot", step: { state: "cancelled" } } });
    const open = await putStep("open");
    const notYet = await world.ask("approver", `/api/v1/steps/${open}/check`, post());
    expect(notYet).toMatchObject({ status: 200, json: { seen: "not-yet", step: { state: "open" } } });
    expect((await world.ask("approver", "/api/v1/steps/999999/check", post())).status).toBe(404);
  });

  it("lists what waits and what ended, page after page", async () => {
    type Page = z.infer<typeof stepsPage>;
    for (const key of ["l1", "l2", "l3"]) await putStep(key, { dueAt: world.clock.now() + 1_000 });
    for (const state of ["open", "ended"]) {
      const all = (await world.ask<Page>("viewer", `/api/v1/steps?state=${state}`)).json.items.map(({ id }) => id);
      const paged: string[] = [];
      let after = "";
      do {
        const { json } = await world.ask<Page>("viewer", `/api/v1/steps?state=${state}&limit=2${after}`);
        paged.push(...json.items.map(({ id }) => id));
        after = json.next === null ? "" : `&after=${json.next}`;
      } while (after !== "");
      expect(paged).toEqual(all);
      expect(all.length).toBeGreaterThan(3);
    }
    const [id] = (await world.ask<Page>("viewer", "/api/v1/steps")).json.items.map((one) => one.id);
    expect(await world.ask("viewer", `/api/v1/steps/${id}`)).toMatchObject({ status: 200, json: { id } });
  });
});
