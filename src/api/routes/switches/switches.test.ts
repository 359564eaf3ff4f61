import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { autonomyTable, kindAutonomy } from "../../contract/autonomy.ts";
import type { switchList } from "../../contract/switches.ts";
import { type InboxWorld, openInboxWorld } from "../../testing/open-inbox.ts";

type Switches = z.infer<typeof switchList>;
type Refused = { readonly code: string; readonly title: string };

let world: InboxWorld;
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(() => world.close());

const turn = (on: boolean, reason?: string) => ({ method: "PUT", body: { on, ...(reason ? { reason } : {}) } });

describe("stop switches over HTTP", () => {
  it("stop at once, for everybody who may run things, without a fresh proof", async () => {
    const path = "/api/v1/switches/everything";
    expect((await world.ask("viewer", path, turn(true))).status).toBe(403);
    const stopped = await world.ask<Switches>("approver", path, turn(true, "Holiday"));
    expect(stopped.status).toBe(200);
    expect(stopped.json.items).toMatchObject([{ scope: "everything", on: true, reason: "Holiday" }]);
  });

  it("go off only for the owner, and only with a fresh proof", async () => {
    const path = "/api/v1/switches/everything";
    expect(await world.ask<Refused>("approver", path, turn(false))).toMatchObject({
      status: 403,
      json: { code: "not-allowed" },
    });
    expect(await world.ask<Refused>("stale owner", path, turn(false))).toMatchObject({
      status: 403,
      json: { code: "step-up-needed" },
    });
    expect((await world.ask<Switches>("viewer", "/api/v1/switches")).json.items).toHaveLength(1);
    const gone = await world.ask<Switches>("owner", path, turn(false));
    expect(gone).toMatchObject({ status: 200, json: { items: [] } });
  });

  it("stop one kind, and say what cannot be stopped", async () => {
    const kind = await world.ask<Switches>("owner", "/api/v1/switches/kind:listing.price", turn(true));
    expect(kind.json.items).toMatchObject([{ scope: "kind:listing.price" }]);
    expect(kind.json.kinds).toContainEqual({ scope: "kind:listing.price", name: "change a price" });
    for (const scope of ["nothing", "kind:nothing", "platform:nowhere"])
      expect(await world.ask<Refused>("owner", `/api/v1/switches/${scope}`, turn(true))).toMatchObject({
        status: 404,
        json: { code: "unknown-scope" },
      });
    await world.ask("owner", "/api/v1/switches/kind:listing.price", turn(false));
  });
});

describe("what Millrace may do by itself", () => {
  const path = "/api/v1/autonomy/listing.price";
  const change = (body: object) => ({ method: "PATCH", body });

  it("is listed kind by kind, and asks before anything leaves unless told otherwise", async () => {
    const { json } = await world.ask<z.infer<typeof autonomyTable>>("viewer", "/api/v1/autonomy");
    const sent = json.items.find(({ kind }) => kind === "sale.refund");
    expect(sent).toMatchObject({ level: "ask", mode: "dry", outside: true, perDay: null, costPerDay: null });
  });

  it("is raised only with a fresh proof, and lowered without one", async () => {
    expect((await world.ask("approver", path, change({ level: "off" }))).status).toBe(403);
    const refused = await world.ask<Refused>("stale owner", path, change({ level: "act" }));
    expect(refused).toMatchObject({ status: 403, json: { code: "step-up-needed" } });
    const raised = await world.ask<z.infer<typeof kindAutonomy>>(
      "owner",
      path,
      change({ level: "act", perDay: 5, costPerDay: "50.00", holdOut: 10 }),
    );
    expect(raised).toMatchObject({
      status: 200,
      json: { level: "act", perDay: 5, costPerDay: { amount: "50.00", currency: "USD" }, holdOut: 10 },
    });
    expect((await world.ask("stale owner", path, change({ perDay: 6 }))).status).toBe(403);
    expect((await world.ask("stale owner", path, change({ perDay: null }))).status).toBe(403);
    const lowered = await world.ask("stale owner", path, change({ level: "propose", perDay: 2, costPerDay: "10" }));
    expect(lowered).toMatchObject({
      status: 200,
      json: { level: "propose", perDay: 2, costPerDay: { amount: "10.00" } },
    });
  });

  it("says in a sentence what cannot be taken", async () => {
    expect(await world.ask("owner", path, change({ costPerDay: "much" }))).toMatchObject({
      status: 400,
      json: { code: "amount-wrong" },
    });
    expect(await world.ask("owner", "/api/v1/autonomy/nothing", change({ level: "off" }))).toMatchObject({
      status: 404,
      json: { code: "unknown-kind" },
    });
  });
});
