import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { ok } from "../base/result.ts";
import { usualAutonomy } from "../domain/action/autonomy.ts";
import { sealedWord } from "../domain/action/personal.ts";
import { planHash } from "../domain/action/plan-hash.ts";
import { createSealing } from "../intake/sealing.ts";
import type { Acts } from "../spec/connector.ts";
import { readAction } from "../store/action.ts";
import { approve } from "./answer.ts";
import { edit } from "./edit.ts";
import { giveUpWaiting, lookFor } from "./gate/look-for.ts";
import { sendAction } from "./gate/send.ts";
import { type Draft, propose } from "./propose.ts";
import type { Road } from "./road.ts";
import { readPlain } from "./sealed-plan.ts";
import { setAutonomy, setSuppressed } from "./switches.ts";
import { officialOnly, openTestRoad, refundDraft, rule, type TestRoad } from "./testing/open-road.ts";
import { scriptedPlatform } from "./testing/scripted-acts.ts";

const owner = { actor: "owner" };
const address = "amina.wanjiru@example.com";
const words = "Dear Amina, your planner waits for you.";
const parameters = { receiver: address, purpose: "recovery", from: "shop", subject: "Amina, your cart", text: words };

function mailDraft(key: string): Draft {
  return refundDraft(key, { kind: "mail.send", parameters, evidence: [] } as Partial<Draft>);
}

describe("what a plan says of a person", () => {
  let at: TestRoad;
  let road: Road;
  let applied: unknown[];

  beforeEach(async () => {
    const now = () => at.clock.now();
    const twin = scriptedPlatform({ honoursKeys: false, now, take: () => "done", answers: () => true });
    applied = [];
    const acts: Acts = {
      ...twin.acts,
      kinds: ["mail.send"],
      apply: async (_context, { action }) => {
        applied.push(action.parameters);
        return ok({ note: "It was sent." });
      },
    };
    at = await openTestRoad(acts);
    const suppressed = { field: "receiver.suppressed", is: true } as const;
    const capped = { count: "receiver.recovery", within: "24h", atLeast: 1 } as const;
    road = {
      ...at.road,
      rules: async () =>
        ok(
          officialOnly(
            rule({ id: "GONE", kinds: ["mail.send"], when: suppressed }),
            rule({ id: "ONCE", kinds: ["mail.send"], when: capped, effect: "cap" }),
          ),
        ),
    };
    await setAutonomy(road, at.book, "mail.send", { ...usualAutonomy("mail.send", "USD"), mode: "live" }, owner);
    return () => at.store.close();
  });

  const put = async (key: string) => {
    const row = await propose(road, at.book, mailDraft(key), { actor: "strategy x" });
    if (!row.ok) throw new Error(row.error.sentence);
    return row.value.action.id;
  };

  const everything = async () => {
    const tables = ["action", "action_event", "decision", "approval", "attempt", "counted", "audit_log", "subject"];
    const texts = [];
    for (const table of tables) {
      const { rows } = await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(table)}`.execute(at.store.q);
      for (const row of rows) {
        for (const value of Object.values(row)) {
          texts.push(value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value));
        }
      }
    }
    return texts.join("\n");
  };

  const erase = async () => {
    await sql`UPDATE data_key SET wrapped=NULL, destroyed_at=1 WHERE purpose='subject'`.execute(at.store.q);
    const { dataKeys, clock } = road.sealing;
    // A process that holds no opened key any more.
    road = { ...road, sealing: { ...createSealing(dataKeys, clock, { bytes: (n) => new Uint8Array(n) }) } };
  };

  it("stands nowhere in the clear, before and after it is sent, and reaches the platform whole", async () => {
    const id = await put("m1");
    await approve(road, at.book, id, owner);
    at.clock.advance(10_000);
    expect(await sendAction(road, id)).toMatchObject({ kind: "gone-on", row: { state: "done" } });
    expect(applied).toEqual([parameters]);
    const kept = await everything();
    for (const said of [address, "Amina", words]) expect(kept).not.toContain(said);
    const row = await readAction(at.store, id);
    expect(row?.action.parameters).toMatchObject({ receiver: sealedWord, text: sealedWord, purpose: "recovery" });
    expect((await readPlain(at.store, road.sealing, id))?.action.parameters).toEqual(parameters);
  });

  it("is what the hash of the plan is over, so that the same proposal is the same action", async () => {
    const id = await put("m1");
    expect(await put("m1")).toBe(id);
    expect((await readAction(at.store, id))?.planHash).toBe(planHash(mailDraft("m1")));
  });

  it("is opened for the rules: who wants nothing gets nothing, and who got one waits", async () => {
    const first = await put("m1");
    const second = await put("m2");
    const third = await put("m3");
    await approve(road, at.book, first, owner);
    at.clock.advance(10_000);
    await sendAction(road, first);
    expect(await approve(road, at.book, second, owner)).toMatchObject({ error: { code: "not-now" } });
    await setSuppressed(road, at.book, address.toUpperCase(), true, { ...owner, origin: "mail", reason: "" });
    expect(await approve(road, at.book, third, owner)).toMatchObject({ error: { code: "action-denied" } });
    expect(applied).toHaveLength(1);
  });

  it("can be changed before it leaves, and is sealed again", async () => {
    const id = await put("m1");
    const changed = { ...parameters, text: "Amina, one more thing." };
    const asSeen = { ...changed, receiver: sealedWord, subject: sealedWord };
    expect(await edit(road, at.book, id, { ...owner, parameters: asSeen })).toMatchObject({ ok: true });
    expect(await everything()).not.toContain("one more thing");
    await approve(road, at.book, id, owner);
    at.clock.advance(10_000);
    await sendAction(road, id);
    expect(applied).toEqual([changed]);
  });

  it("is gone when the person is erased: nobody can approve it, and what is in line does not leave", async () => {
    const waiting = await put("m1");
    const queued = await put("m2");
    await approve(road, at.book, queued, owner);
    await erase();
    at.clock.advance(10_000);
    expect(await sendAction(road, queued)).toMatchObject({ kind: "gone-on", row: { state: "cancelled" } });
    expect(await approve(road, at.book, waiting, owner)).toMatchObject({ error: { code: "action-denied" } });
    expect(applied).toEqual([]);
  });

  it("is not looked for by a made-up name when the person was erased in between", async () => {
    const id = await put("m1");
    await approve(road, at.book, id, owner);
    at.clock.advance(10_000);
    const dying: Road = {
      ...road,
      open: () =>
        at.road
          .open({} as never)
          .then((one) =>
            one.ok
              ? ok({ ...one.value, acts: { ...one.value.acts, apply: () => Promise.reject(new Error("died")) } })
              : one,
          ),
    };
    await sendAction(dying, id);
    await giveUpWaiting(road, id, "Silent.");
    await erase();
    at.clock.advance(3_600_000);
    expect(await lookFor(road, id)).toBe("unknown");
  });

  it("is readable where it was kept in the clear by an earlier release", async () => {
    const id = await put("m1");
    const plain = JSON.stringify(parameters);
    await sql`UPDATE action SET parameters=${plain}, key_id=NULL, sealed=NULL`.execute(at.store.q);
    await approve(road, at.book, id, owner);
    at.clock.advance(10_000);
    await sendAction(road, id);
    expect(applied).toEqual([parameters]);
  });
});
