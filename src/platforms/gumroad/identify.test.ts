import { describe, expect, it } from "vitest";
import { json } from "../../spec/testing/recorded-server.ts";
import { connector } from "./connector.ts";
import { connect } from "./testing/connect.ts";
import { type Recorded, sellerId } from "./testing/shop.ts";

describe("whose account it is", () => {
  it("always warns that a pasted token may do more than is needed, since Gumroad does not tell", () =>
    connect(async ({ context }) => {
      const account = await connector.identify(context);
      expect(account).toMatchObject({ ok: true, value: { id: sellerId, name: "Mopul Studio" } });
      expect(account.ok && account.value.warnings.join(" ")).toContain("refund");
    }));

  it.each([
    [{ user_id: null, id: null }, "id is empty"],
    [{ user_id: { a: 1 } }, "user_id is an object, not a text"],
  ])("refuses an account without an id: %o", (user, reason) =>
    connect(
      async ({ context }) => {
        const account = await connector.identify(context);
        expect(account.ok ? "" : account.error.sentence).toContain(reason);
      },
      () => json({ success: true, user }),
    ),
  );

  it("names an account without a name by its address, or by its id", async () => {
    const nameOf = (user: Recorded) =>
      connect(
        async ({ context }) => connector.identify(context),
        () => json({ success: true, user: { id: "x", ...user } }),
      );
    expect(await nameOf({ url: "https://shop.example.com/a" })).toMatchObject({ value: { name: "shop.example.com" } });
    expect(await nameOf({})).toMatchObject({ value: { name: "x" } });
  });
});
