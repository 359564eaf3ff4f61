import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../store/handle.ts";
import {
  Browser,
  goodPassword,
  invitedIn,
  openPeopleWorld,
  ownerIn,
  type PeopleWorld,
  setUpUrl,
  site,
} from "./people-world.ts";

type OpenStore = () => Promise<Store>;

/** What holds for people on both engines. */
export function peopleLaws(engine: string, open: OpenStore): void {
  firstOwner(engine, open);
  signingIn(engine, open);
  lostWays(engine, open);
  rolesKept(engine, open);
}

/** A world of its own for each test of the surrounding `describe`; nothing in it may have gone wrong inside. */
function worldForEach(open: OpenStore): { readonly world: PeopleWorld } {
  let world: PeopleWorld | undefined;
  beforeEach(async () => {
    world = await openPeopleWorld(await open());
  });
  afterEach(async () => {
    expect(world?.faults).toEqual([]);
    await world?.parts.store.close();
  });
  return {
    get world() {
      if (!world) throw new Error("the world is there only while a test runs");
      return world;
    },
  };
}

/** The actions of the audit record, in order. */
async function actions({ parts }: PeopleWorld): Promise<readonly string[]> {
  const { rows } = await sql<{ action: string }>`SELECT action FROM audit_log ORDER BY seq`.execute(parts.store.q);
  return rows.map(({ action }) => action);
}

function firstOwner(engine: string, open: OpenStore): void {
  describe(`the first owner on ${engine}`, () => {
    const at = worldForEach(open);
    it("comes in with the link that was printed, and has everything", async () => {
      const { world } = at;
      expect(await world.people.isUnowned()).toBe(true);
      const owner = new Browser(world);
      const said = await owner.enterByLink(await setUpUrl(world), "Ada@Example.com");
      expect(said).toMatchObject({ status: 200, body: { me: { signIn: "ada@example.com" } } });
      expect(said.body["recoveryCodes"]).toHaveLength(10);
      expect(await world.people.isUnowned()).toBe(false);
      const principal = await owner.whoIs();
      expect(principal?.may("admin", "main") && principal.may("admin", "second")).toBe(true);
      expect(principal?.freshUntil).toBe(world.clock.now() + 300_000);
      expect(await actions(world)).toEqual([
        "person.link",
        "person.set-up",
        "passkey.added",
        "recovery.renewed",
        "person.sign-in",
      ]);
      expect(await world.people.setUpLink({ port: 1 })).toBeUndefined();
    });

    it("is exactly one, whoever else holds the same link at the same moment", async () => {
      const { world } = at;
      const url = await setUpUrl(world);
      const all = await Promise.all(
        Array.from({ length: 50 }, (_, i) => new Browser(world).enterByLink(url, `p${i}@example.com`)),
      );
      expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200, 410]));
      const { rows } = await sql<{ n: bigint }>`SELECT count(*) AS n FROM person`.execute(world.parts.store.q);
      expect(rows[0]?.n).toBe(1n);
    });

    it("cannot come in by an older link, by one that is a day old, or by another's words", async () => {
      const { world } = at;
      const old = await setUpUrl(world);
      const fresh = await setUpUrl(world);
      expect((await new Browser(world).enterByLink(old, "ada")).status).toBe(410);
      expect((await new Browser(world).enterByLink(`${site}/set-up#${"A".repeat(22)}`, "ada")).status).toBe(410);
      world.clock.advance(24 * 3_600_000);
      expect((await new Browser(world).enterByLink(fresh, "ada")).body).toMatchObject({ code: "link-gone" });
    });
  });
}

function signingIn(engine: string, open: OpenStore): void {
  describe(`signing in on ${engine}`, () => {
    const at = worldForEach(open);
    it("works with the passkey, anew in another session", async () => {
      const { world } = at;
      const owner = await ownerIn(world);
      const first = owner.cookie;
      expect((await owner.ask("POST", "/sign-out")).body).toEqual({ done: true });
      expect(await owner.whoIs()).toBeUndefined();
      expect((await owner.signInByPasskey()).status).toBe(200);
      expect(owner.cookie).not.toBe(first);
      expect((await owner.whoIs())?.name).toBe("ada");
    });

    it("takes a code of the app once, however many come with it at once", async () => {
      const { world } = at;
      const owner = new Browser(world);
      const { said, seed } = await owner.enterWithPassword(await setUpUrl(world), "ada");
      expect(said.status).toBe(200);
      const typed = (code: string) => ({ signIn: "ADA", password: goodPassword, code });
      // The code that set it up is used.
      expect((await new Browser(world).ask("POST", "/sign-in/password", typed(owner.code(seed)))).status).toBe(401);
      world.clock.advance(30_000);
      const code = owner.code(seed);
      const all = await Promise.all(
        [1, 2, 3].map(() => new Browser(world).ask("POST", "/sign-in/password", typed(code))),
      );
      expect(all.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    });

    it("waits longer after each wrong try, whether the name is known or not, and a passkey works meanwhile", async () => {
      const { world } = at;
      const owner = await ownerIn(world);
      for (const signIn of ["ada@example.com", "nobody@example.com"]) {
        const stranger = new Browser(world);
        const typed = { signIn, password: "wrong", code: "000000" };
        const statuses: number[] = [];
        for (let i = 0; i < 6; i++) statuses.push((await stranger.ask("POST", "/sign-in/password", typed)).status);
        expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
        const waits: unknown[] = [];
        for (let i = 0; i < 3; i++) {
          const { headers } = await stranger.ask("POST", "/sign-in/password", typed);
          waits.push(headers.get("retry-after"));
          world.clock.advance(Number(headers.get("retry-after")) * 1000);
          await stranger.ask("POST", "/sign-in/password", typed);
        }
        expect(waits).toEqual(["30", "60", "120"]);
      }
      expect((await actions(world)).filter((action) => action === "person.sign-in-failed")).toHaveLength(8);
      expect((await owner.signInByPasskey()).status).toBe(200);
    });
  });
}

function lostWays(engine: string, open: OpenStore): void {
  describe(`who lost a way in on ${engine}`, () => {
    const at = worldForEach(open);

    it("works with a recovery code once when the passkey is lost", async () => {
      const { world } = at;
      const owner = new Browser(world);
      const { body } = await owner.enterByLink(await setUpUrl(world), "ada");
      const [code = ""] = body["recoveryCodes"] as readonly string[];
      const typed = { signIn: "ada", code: code.toLowerCase().replaceAll("-", " ") };
      const other = new Browser(world);
      expect((await other.ask("POST", "/sign-in/recovery", typed)).body).toMatchObject({
        me: { ways: { recoveryLeft: 9 } },
      });
      expect((await new Browser(world).ask("POST", "/sign-in/recovery", typed)).status).toBe(401);
      const { body: begun } = await other.ask("POST", "/passkeys/begin", {});
      const response = await other.device.make(begun["options"], site);
      const added = await other.ask("POST", "/passkeys/finish", { name: "New", ceremony: begun["ceremony"], response });
      expect(added.status).toBe(200);
      expect((await new Browser(world, { device: other.device }).signInByPasskey()).status).toBe(200);
    });

    it("who lost everything come in by a new link, and what they had before is worthless", async () => {
      const { world } = at;
      const owner = await ownerIn(world);
      const ben = await invitedIn(world, owner, "viewer", "ben");
      const id = (await ben.whoIs())?.id ?? "";
      const { body } = await owner.ask("POST", `/people/${id}/link`, {});
      const anew = new Browser(world);
      expect((await anew.enterByLink(String(body["url"]), "ignored")).body).toMatchObject({
        me: { id, signIn: "ben" },
      });
      expect(await ben.whoIs()).toBeUndefined();
      expect((await ben.signInByPasskey()).status).toBe(401);
    });
  });
}

function rolesKept(engine: string, open: OpenStore): void {
  describe(`people on ${engine}`, () => {
    const at = worldForEach(open);
    it("come in by an invitation with its role in its book, once", async () => {
      const { world } = at;
      const owner = await ownerIn(world);
      const ben = await invitedIn(world, owner, "approver", "ben", "second");
      expect((await ben.whoIs())?.books).toEqual([{ id: "second", role: "approver" }]);
      const listed = await owner.ask("GET", "/people?book=second");
      expect(listed.body["items"]).toMatchObject([
        { ownsAll: true, self: true },
        { signIn: "ben", role: "approver" },
      ]);
      expect(listed.body["invitations"]).toEqual([]);
    });

    it("keep one owner at least, also when two leave at once", async () => {
      const { world } = at;
      const owner = await ownerIn(world);
      const ben = await invitedIn(world, owner, "owner", "ben");
      const [adaId = "", benId = ""] = [(await owner.whoIs())?.id, (await ben.whoIs())?.id];
      const both = await Promise.all([
        owner.ask("DELETE", `/people/${adaId}`),
        ben.ask("PATCH", `/people/${benId}`, { role: "viewer" }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await world.people.isUnowned()).toBe(false);
    });

    it("who are removed are out at once: sessions, keys, passkeys and open yeses", async () => {
      const { world } = at;
      const owner = await ownerIn(world);
      const ben = await invitedIn(world, owner, "owner", "ben");
      const { body } = await ben.ask("POST", "/keys", { name: "Export", scopes: ["read"], days: 5 });
      const withKey = new Request(`${site}/api/v1/report`, { headers: { authorization: `Bearer ${body["key"]}` } });
      const principal = await world.people.whoIs(withKey);
      expect(principal).toMatchObject({ via: "key", name: "Export" });
      const benId = principal?.id ?? "";
      expect((await owner.ask("DELETE", `/people/${benId}`)).body).toMatchObject({ gone: true });
      expect(await ben.whoIs()).toBeUndefined();
      expect(await world.people.whoIs(withKey)).toBeUndefined();
      expect((await ben.signInByPasskey()).status).toBe(401);
      expect(world.left).toEqual([
        [benId, 1n],
        [benId, 2n],
      ]);
    });
  });
}
