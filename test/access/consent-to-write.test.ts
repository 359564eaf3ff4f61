import { afterAll, beforeAll, expect, it } from "vitest";
import { type InboxWorld, openInboxWorld } from "../../src/api/testing/open-inbox.ts";
import { newKeys } from "../../src/intake/sealing.ts";
import { openRoad } from "../../src/operations/open-road.ts";
import { saveAccess } from "../../src/store/access.ts";
import { addConnectionRow } from "../../src/store/connection.ts";

let world: InboxWorld;
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(() => world.close());

it("an act that the consent does not cover is not begun, and one sentence says how to give it", async () => {
  const { workplace, book } = world;
  const allow = (scopes: string) =>
    workplace.store.transaction((tx) =>
      saveAccess(tx, { connectionId: 1n, way: "consent", givenAt: 1, expiresAt: undefined, endsAt: undefined, scopes }),
    );
  await workplace.store.transaction(async (tx) => {
    const [key] = await newKeys(tx, workplace.sealing, "credential", 1);
    if (!key) throw new Error("one key was asked for");
    const account = { platform: "gumroad", accountId: "7", name: "Mopul Studio", createdAt: 1 };
    const sealed = { keyId: key.id, credential: new Uint8Array([1]), pingKey: new Uint8Array(32) };
    await addConnectionRow(tx, { id: 1n, bookId: book.id, ...account, ...sealed });
  });
  const row = await world.put("p1");
  await allow("view_profile view_sales view_payouts");
  const refused = await openRoad(workplace).open(row);
  expect(refused).toMatchObject({
    error: {
      code: "scope-missing",
      sentence:
        "You allowed Millrace to read at Gumroad, not to change prices, and publish or take down products: `millrace connect gumroad --oauth --with-writes listing.price` asks for it.",
    },
  });
  await allow("view_profile view_sales view_payouts edit_products");
  const opened = await openRoad(workplace)
    .open(row)
    .catch((cause: unknown) => ({ opensFurther: String(cause) }));
  expect(JSON.stringify(opened, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
    "scope-missing",
  );
});
