import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { action, actionStory, actionsPage, approvedMany } from "../../contract/actions.ts";
import { type InboxWorld, openInboxWorld, refund } from "../../testing/open-inbox.ts";

type Action = z.infer<typeof action>;
type Story = z.infer<typeof actionStory>;
type Refused = { readonly code: string; readonly title: string; readonly action?: Action };

let world: InboxWorld;
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(() => world.close());

const at = (id: string, verb = ""): string => `/api/v1/actions/${id}${verb === "" ? "" : `/${verb}`}`;
const yes = (planHash: string) => ({ method: "POST", body: { planHash } });
const post = (body?: unknown) => ({ method: "POST", ...(body === undefined ? {} : { body }) });

describe("a yes over HTTP", () => {
  it("shows the plan with decimal amounts, what it may bring, and its hash", async () => {
    const { action: one } = await world.put("shown");
    const { status, json } = await world.ask<Story>("viewer", at(one.id));
    expect(status).toBe(200);
    expect(json.action).toMatchObject({
      state: "needs-approval",
      worst: { amount: "38.00", currency: "USD" },
      gain: { low: { amount: "-12.00" }, likely: { amount: "46.00" }, high: { amount: "104.00" } },
      about: { what: "product", id: "p-shown" },
      leavesAt: null,
    });
    expect(json.action.plan.find(({ name }) => name === "price")).toMatchObject({
      money: { amount: "15.00", currency: "USD" },
      editable: true,
    });
    expect(json.action.plan.find(({ name }) => name === "listing")?.editable).toBe(false);
    expect(json.judgement?.asked).toBe(1);
    expect(json.steps.map(({ to }) => to)).toEqual(["proposed", "allowed", "needs-approval"]);
  });

  it("puts it in line for eight seconds, and counts among fifty at once exactly once", async () => {
    const { action: one, planHash } = await world.put("fifty");
    const asked = Array.from({ length: 50 }, () =>
      world.ask<Refused>("approver", at(one.id, "approve"), yes(planHash)),
    );
    const answers = await Promise.all(asked);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const others = answers.filter(({ status }) => status !== 200);
    expect(others.every(({ status, json }) => status === 409 && json.code === "action-not-waiting")).toBe(true);
    const { json } = await world.ask<Story>("viewer", at(one.id));
    expect(json.action).toMatchObject({ state: "queued", leavesInMs: 8_000 });
    expect(json.answers).toHaveLength(1);
    expect(json.answers[0]).toMatchObject({ actor: "p-approver", planHash, answer: "yes" });
  });

  it("counts only for the plan that was seen, and shows the new one otherwise", async () => {
    const { action: one, planHash } = await world.put("stale");
    const changed = await world.ask<Action>("approver", at(one.id), {
      method: "PATCH",
      body: { planHash, changes: { price: "14.50" } },
    });
    expect(changed).toMatchObject({ status: 200, json: { edited: true, state: "needs-approval" } });
    expect(changed.json.planHash).not.toBe(planHash);
    const stale = await world.ask<Refused>("approver", at(one.id, "approve"), yes(planHash));
    expect(stale).toMatchObject({ status: 409, json: { code: "plan-changed" } });
    expect(stale.headers.get("content-type")).toBe("application/problem+json");
    expect(stale.json.title).toMatch(/changed since you saw it/);
    expect(stale.json.action?.plan.find(({ name }) => name === "price")?.text).toBe("14.50 USD");
    const fresh = await world.ask("approver", at(one.id, "approve"), yes(changed.json.planHash));
    expect(fresh.status).toBe(200);
  });

  it("comes back to the inbox when its yes is taken back, and not twice", async () => {
    const { action: one, planHash } = await world.put("undone");
    await world.ask("approver", at(one.id, "approve"), yes(planHash));
    const back = await world.ask<Action>("approver", at(one.id, "recall"), post());
    expect(back).toMatchObject({ status: 200, json: { state: "needs-approval", planHash, leavesAt: null } });
    const twice = await world.ask<Refused>("approver", at(one.id, "recall"), post());
    expect(twice).toMatchObject({ status: 409, json: { code: "action-gone", action: { state: "needs-approval" } } });
  });

  it("needs the permission, and the whole hash", async () => {
    const { action: one, planHash } = await world.put("may");
    expect((await world.ask("viewer", at(one.id, "approve"), yes(planHash))).status).toBe(403);
    expect((await world.ask("accountant", at(one.id, "approve"), yes(planHash))).status).toBe(403);
    expect((await world.ask("key read", at(one.id, "approve"), yes(planHash))).status).toBe(403);
    expect((await world.ask("approver", at(one.id, "approve"), yes("9f2c"))).status).toBe(400);
    expect((await world.ask("approver", at(one.id, "approve"), post({}))).status).toBe(400);
    expect((await world.ask("approver", at("00000000", "approve"), yes(planHash))).status).toBe(404);
  });
});

describe("money that leaves", () => {
  it("wants a proof that is minutes old, unless it fits the owner's limit", async () => {
    await world.live("sale.refund");
    const first = await world.put("money-1", refund("money-1"));
    const stale = await world.ask<Refused>("stale approver", at(first.action.id, "approve"), yes(first.planHash));
    expect(stale).toMatchObject({ status: 403, json: { code: "step-up-needed", action: { state: "needs-approval" } } });
    const program = await world.ask<Refused>("key approve", at(first.action.id, "approve"), yes(first.planHash));
    expect(program).toMatchObject({ status: 403, json: { code: "step-up-needed" } });
    const story = await world.ask<Story>("viewer", at(first.action.id));
    expect(story.json.needs).toEqual({ freshProof: true, someoneElse: false });
    expect((await world.ask("approver", at(first.action.id, "approve"), yes(first.planHash))).status).toBe(200);
    await world.live("sale.refund", 1_000n);
    const second = await world.put("money-2", refund("money-2"));
    expect((await world.ask("stale approver", at(second.action.id, "approve"), yes(second.planHash))).status).toBe(200);
  });

  it("is approved by nobody's own program", async () => {
    const origin = { by: "assistant", id: "k1" } as const;
    const one = await world.put("own", { origin });
    const own = await world.ask<Refused>("key approve", at(one.action.id, "approve"), yes(one.planHash));
    expect(own).toMatchObject({ status: 403, json: { code: "own-proposal" } });
  });
});

describe("a no, a change and a doubt", () => {
  it("keeps the reason of a no", async () => {
    const { action: one } = await world.put("no");
    const no = await world.ask<Action>("approver", at(one.id, "reject"), post({ reason: "Too dear for this season." }));
    expect(no).toMatchObject({ status: 200, json: { state: "rejected" } });
    const { json } = await world.ask<Story>("viewer", at(one.id));
    expect(json.answers[0]).toMatchObject({ answer: "no", reason: "Too dear for this season." });
    const again = await world.ask<Refused>("approver", at(one.id, "reject"), post({}));
    expect(again).toMatchObject({ status: 409, json: { code: "action-not-waiting" } });
  });

  it.each([
    ["too many decimals", { price: "14.505" }],
    ["no amount", { price: "dear" }],
    ["nothing", { price: "0" }],
    ["another object", { listing: "p-other" }],
    ["a name that is none", { colour: "blue" }],
  ])("refuses a change to %s in a sentence, and keeps the plan", async (name, changes) => {
    const { action: one, planHash } = await world.put(`wrong-${name}`);
    const refused = await world.ask<Refused>("approver", at(one.id), { method: "PATCH", body: { planHash, changes } });
    expect(refused).toMatchObject({ status: 400, json: { code: "plan-wrong", action: { planHash } } });
  });

  it("changes what it costs at worst together with the amount", async () => {
    const { action: one, planHash } = await world.put("cost", refund("cost"));
    const changed = await world.ask<Action>("approver", at(one.id), {
      method: "PATCH",
      body: { planHash, changes: { amount: "4.20" } },
    });
    expect(changed.json.worst).toEqual({ amount: "4.20", currency: "USD" });
  });

  it("ends no doubt where there is none", async () => {
    const { action: one } = await world.put("sure");
    const settled = await world.ask<Refused>(
      "approver",
      at(one.id, "settle"),
      post({ was: "done", evidence: "Seen." }),
    );
    expect(settled).toMatchObject({ status: 409, json: { code: "action-not-unknown" } });
    expect((await world.ask("approver", at(one.id, "settle"), post({ was: "done", evidence: " " }))).status).toBe(400);
  });
});

describe("several at once", () => {
  it("approves those of one kind that can be taken back, each with its own hash", async () => {
    const rows = await Promise.all(["b1", "b2", "b3"].map((key) => world.put(key)));
    const items = rows.map(({ action: { id }, planHash }) => ({ id, planHash }));
    items[2] = { id: rows[2]?.action.id ?? "", planHash: "0".repeat(64) };
    const { status, json } = await world.ask<z.infer<typeof approvedMany>>(
      "approver",
      "/api/v1/actions/approve",
      post({ items }),
    );
    expect(status).toBe(200);
    expect(json.answered.map((one) => one.action?.state ?? one.problem?.code)).toEqual([
      "queued",
      "queued",
      "plan-changed",
    ]);
  });

  it("approves nothing where one cannot be taken back", async () => {
    const [a, b] = [await world.put("mix-1"), await world.put("mix-2", refund("mix-2"))];
    const items = [a, b].map(({ action: { id }, planHash }) => ({ id, planHash }));
    const mixed = await world.ask<Refused>("approver", "/api/v1/actions/approve", post({ items }));
    expect(mixed).toMatchObject({ status: 422, json: { code: "batch-mixed" } });
    const after = await world.ask<Story>("viewer", at(a.action.id));
    expect(after.json.action.state).toBe("needs-approval");
  });
});

describe("the list of actions", () => {
  it("pages through all of them without a gap or a repetition, by state and kind", async () => {
    type Page = z.infer<typeof actionsPage>;
    const all = (await world.ask<Page>("viewer", "/api/v1/actions?limit=500")).json.items.map(({ id }) => id);
    const paged: string[] = [];
    let after = "";
    do {
      const { json } = await world.ask<Page>("viewer", `/api/v1/actions?limit=4${after}`);
      paged.push(...json.items.map(({ id }) => id));
      after = json.next === null ? "" : `&after=${json.next}`;
    } while (after !== "");
    expect(paged).toEqual(all);
    const queued = await world.ask<Page>("viewer", "/api/v1/actions?state=queued,rejected&kind=listing.price");
    expect(new Set(queued.json.items.map(({ state }) => state))).toEqual(new Set(["queued", "rejected"]));
    expect((await world.ask("viewer", "/api/v1/actions?state=lost")).status).toBe(400);
    expect((await world.ask<Page>("viewer", "/api/v1/actions?target=etsy")).json.items).toEqual([]);
  });
});
