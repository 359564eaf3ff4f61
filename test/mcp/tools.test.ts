import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canaries } from "../support/owner-shop.ts";
import { keys, type McpWorld, openMcpWorld } from "./world.ts";

let world: McpWorld;
let client: Client;

beforeAll(async () => {
  world = await openMcpWorld();
  client = await world.client();
});
afterAll(() => world.close());

type Answered = { readonly error: boolean; readonly text: string; readonly json: Record<string, unknown> };

async function call(name: string, given: Record<string, unknown> = {}, by = client): Promise<Answered> {
  const { isError, content, structuredContent } = await by.callTool({ name, arguments: given });
  const [first] = content as readonly { readonly text: string }[];
  return { error: isError ?? false, text: first?.text ?? "", json: structuredContent as Record<string, unknown> };
}

async function product(): Promise<{ readonly externalId: string; readonly price: string; readonly id: string }> {
  const { json } = await call("list_products");
  const found = (json["products"] as readonly { price: string | null }[]).find(({ price }) => price !== null);
  return found as never;
}

/** One right way to call each tool. */
const good = async (): Promise<Record<string, Record<string, unknown>>> => {
  const { externalId } = await product();
  const why = { reason: "The buyer wrote that the file is broken." };
  return {
    list_books: {},
    earned: { month: "2026-10", by: "product" },
    completeness: { from: "2026-10-01", to: "2026-10-31" },
    list_sales: { limit: 5, status: "completed", country: "Kenya", from: "2026-10-01", text: "planner" },
    sale_story: { id: "sale-3" },
    list_payouts: {},
    payout_proof: { id: "nothing" },
    payout_gaps: {},
    list_products: { limit: 2 },
    platforms: {},
    limits: {},
    inbox: {},
    list_actions: { state: "needs-approval" },
    action_story: { id: "0000" },
    compliance: {},
    alerts: { past: 10 },
    jobs: { runs: 5 },
    audit_state: {},
    propose_refund: { sale: "sale-3", amount: "5.00", ...why },
    propose_price: { platform: "gumroad", product: externalId, price: "21.00", ...why },
    propose_listing: { platform: "gumroad", product: externalId, state: "taken-down", ...why },
    propose_message: {
      platform: "gumroad",
      receiver: canaries.email,
      purpose: "service",
      subject: `For ${canaries.name}`,
      text: `Dear ${canaries.name}, write to ${canaries.email}.`,
      reason: `${canaries.email} asked for it.`,
    },
    ask_person: { title: "Look at the refund page of Gumroad.", lines: ["It changed."], link: "https://gumroad.com/" },
  };
};
/** There are no payouts in these books, and no action of that id yet: the sentence says so. */
const finds: Readonly<Record<string, string>> = { payout_proof: "payout", action_story: "0000" };

describe("an assistant's tools", () => {
  it("are named, described and marked as what they are", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(Object.keys(await good()).sort());
    for (const { name, description, annotations, outputSchema, inputSchema } of tools) {
      expect(description?.length ?? 0, name).toBeGreaterThan(40);
      expect(outputSchema, name).toBeDefined();
      expect(inputSchema, name).toMatchObject({ type: "object", additionalProperties: false });
      const writes = name.startsWith("propose_") || name === "ask_person";
      expect(annotations, name).toMatchObject({ readOnlyHint: !writes, destructiveHint: false });
    }
  });

  it("answer right questions, with text and with JSON that fits their schema", async () => {
    for (const [name, given] of Object.entries(await good())) {
      const { error, text, json } = await call(name, given);
      if (finds[name] === undefined) expect([name, text, error, typeof json]).toEqual([name, text, false, "object"]);
      else expect([name, text, error]).toEqual([name, expect.stringContaining(finds[name]), true]);
    }
  });

  it("refuse wrong questions with one sentence that names what is wrong", async () => {
    const wrong: readonly (readonly [string, Record<string, unknown>, string])[] = [
      ...Object.keys(await good()).map((name) => [name, { nonsense: 1 }, name] as const),
      ...Object.keys(await good())
        .filter(
          (name) =>
            !name.startsWith("propose_") &&
            !["sale_story", "payout_proof", "action_story", "ask_person"].includes(name),
        )
        .map((name) => [name, { book: "nowhere" }, "nowhere"] as const),
      ["earned", { month: "2026-13" }, '"2026-13" is not a month'],
      ["earned", { day: "yesterday", month: "2026-10" }, "cannot be given together"],
      ["earned", { limit: 100_000 }, '"limit"'],
      ["list_sales", { cursor: "x" }, '"cursor"'],
      ["list_sales", { text: "x".repeat(101) }, '"text"'],
      ["list_payouts", { cursor: "900" }, "nothing after this cursor"],
      ["sale_story", { id: "no-such-sale" }, "no-such-sale"],
      ["sale_story", { id: 7 }, '"id"'],
      ["propose_refund", { sale: "sale-1", reason: "" }, '"reason"'],
      ["propose_refund", { sale: "sale-1", amount: "1e3", reason: "r" }, "decimal text"],
      ["propose_refund", { sale: "sale-1", amount: "29.01", reason: "r" }, "No more than 29.00 USD"],
      ["propose_price", { platform: "gumroad", product: "nope", price: "1", reason: "r" }, 'No product "nope"'],
      ["propose_price", { platform: "gumroad", product: (await product()).id, price: "1.234", reason: "r" }, "1.234"],
      ["propose_listing", { platform: "etsy", product: "x", state: "published", reason: "r" }, "at etsy"],
      ["ask_person", { title: "Click", link: "javascript:alert(1)" }, "https://"],
    ];
    for (const [name, given, part] of wrong) {
      const { error, text } = await call(name, given);
      expect([name, text, error]).toEqual([name, expect.stringContaining(part), true]);
      expect(text).not.toMatch(/\n|at .*\.ts|Error:/);
    }
  });

  it("never tell who bought, whatever is asked, even where a buyer was written into a proposal", async () => {
    const told: string[] = [];
    const asked = Object.entries(await good());
    const { json } = await call("list_actions", { limit: 200 });
    const ids = (json["actions"] as readonly { id: string }[]).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) asked.push(["action_story", { id }]);
    for (let n = 1; n <= 12; n++) asked.push(["sale_story", { id: `sale-${n}` }]);
    for (const search of [canaries.email, canaries.name, "canary"]) asked.push(["list_sales", { text: search }]);
    for (const by of ["source", "product", "country"]) asked.push(["earned", { by }]);
    asked.push(["list_actions", { limit: 200 }], ["inbox", {}]);
    for (const [name, given] of asked) {
      told.push(JSON.stringify(await client.callTool({ name, arguments: given })));
    }
    told.push(JSON.stringify(await client.readResource({ uri: "millrace://earned/this-month" })));
    const all = told.join("\n").toLowerCase();
    expect(all).toContain("linen grid planner");
    for (const word of [canaries.email, "quillfeather", "key.txt", world.server.url]) expect(all).not.toContain(word);
  });

  it("page through sales without losing or repeating one", async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { json } = await call("list_sales", { limit: 5, ...(cursor === null ? {} : { cursor }) });
      seen.push(...(json["sales"] as readonly { id: string }[]).map(({ id }) => id));
      cursor = json["next"] as string | null;
    } while (cursor !== null);
    expect(seen.length).toBe(12);
    expect(new Set(seen).size).toBe(12);
  });
});

describe("what an assistant proposes", () => {
  it("waits in the owner's inbox under the assistant's name, and nothing is sent", async () => {
    const made = await call("propose_refund", { sale: "sale-7", reason: "It was bought twice." });
    expect(made).toMatchObject({
      error: false,
      json: { state: "needs-approval", done: false, action: { kind: "sale.refund", proposedBy: "assistant" } },
    });
    const id = (made.json["action"] as { id: string }).id;
    const shown = JSON.parse((await world.say("actions", "show", id, "--json")).out);
    expect(shown).toMatchObject({
      state: "needs-approval",
      origin: { by: "assistant", id: "k1" },
      answers: [],
      attempts: [],
    });
    expect(shown.steps[0]).toMatchObject({ to: "proposed", actor: "assistant k1" });
    const inbox = JSON.parse((await world.say("inbox", "--json")).out);
    expect(inbox.waiting.map((one: { id: string }) => one.id)).toContain(id);
  });

  it("is one proposal however often it is made", async () => {
    const twice = { sale: "sale-8", reason: "It was bought twice." };
    const [first, second] = [await call("propose_refund", twice), await call("propose_refund", twice)];
    expect(first.json["action"]).toEqual(second.json["action"]);
  });

  it("is asked about even where the owner lets Millrace do the same by itself", async () => {
    expect(await world.say("autonomy", "sale.refund", "--level", "act", "--live")).toMatchObject({ code: 0 });
    const { json } = await call("propose_refund", { sale: "sale-9", reason: "It was bought twice." });
    expect(json).toMatchObject({ state: "needs-approval", why: expect.stringContaining("an assistant proposed it") });
    expect(await world.say("autonomy", "sale.refund", "--level", "ask")).toMatchObject({ code: 0 });
  });

  it("is denied where the rules say so, with the reason", async () => {
    const { externalId } = await product();
    const given = { platform: "gumroad", product: externalId, price: "900.00", reason: "More." };
    const { error, json, text } = await call("propose_price", given);
    expect([error, json["state"], json["done"]]).toEqual([false, "denied", false]);
    expect(text).toContain("Denied");
  });

  it("finds an end when nobody answers: the inbox is not flooded", async () => {
    for (let cents = 1; cents <= 60; cents++) {
      const { error, text } = await call("propose_refund", {
        sale: "sale-10",
        amount: `1.${String(cents).padStart(2, "0")}`,
        reason: "Again.",
      });
      if (!error) continue;
      expect(text).toContain("50 proposals of assistants wait");
      expect((await call("earned")).error).toBe(false);
      return;
    }
    throw new Error("it took all of them");
  });

  it("asks a person once for the same step, over the same road", async () => {
    const other = { title: "Look at the shop's address.", book: "second" };
    const step = { title: "Send the tax form to Gumroad.", lines: ["It ends on Friday."], book: "second" };
    expect((await call("ask_person", other)).json).toMatchObject({ state: "queued" });
    const [first, second] = [await call("ask_person", step), await call("ask_person", step)];
    expect(first.json).toMatchObject({ state: "queued", action: { proposedBy: "assistant" } });
    expect(first.json["action"]).toEqual(second.json["action"]);
    world.clock.advance(8_000);
    expect(await world.say("jobs", "run", "send-actions")).toMatchObject({ code: 0 });
    const { open } = JSON.parse((await world.say("steps", "--book", "second", "--json")).out);
    const titles = open.map(({ title }: { title: string }) => title);
    expect(titles.sort()).toEqual([other.title, step.title]);
    expect((await call("inbox", { book: "second" })).text).toContain("2 steps are open");
  });
});

describe("a key for reading", () => {
  it("does not even see the tools that propose, and cannot call them", async () => {
    const reader = await world.client(keys.read);
    const { tools } = await reader.listTools();
    expect(tools.some(({ name }) => name.startsWith("propose_") || name === "ask_person")).toBe(false);
    const tried = reader.callTool({ name: "propose_refund", arguments: { sale: "sale-1", reason: "r" } });
    await expect(tried).rejects.toThrow("propose_refund");
  });

  it("opens only the books it is for", async () => {
    const other = await world.client(keys.other);
    expect((await call("earned", {}, other)).text).toContain('may not read in the books "main"');
    expect((await call("earned", { book: "second" }, other)).error).toBe(false);
    const { json } = await call("list_books", { book: "second" }, other);
    expect((json["books"] as readonly { slug: string }[]).map(({ slug }) => slug)).toEqual(["second"]);
  });
});
