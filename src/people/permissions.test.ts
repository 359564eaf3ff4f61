import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asPermission, asRole, permissions, roleMay, roles } from "./permissions.ts";
import { isFresh, keyPrincipal, localPrincipal, sessionPrincipal } from "./principal.ts";

/** Who may do what, written down a second time. */
const table: Readonly<Record<string, string>> = {
  owner: "read read.buyers export propose approve operate configure admin",
  approver: "read propose approve operate",
  accountant: "read read.buyers export",
  viewer: "read",
};
const listed = (role: string | undefined, permission: string): boolean =>
  role !== undefined && (table[role] ?? "").split(" ").includes(permission);

const bookNames = ["main", "second", "third"];
const someBooks = fc.uniqueArray(fc.record({ id: fc.constantFrom(...bookNames), role: fc.constantFrom(...roles) }), {
  selector: ({ id }) => id,
});
const somePermission = fc.constantFrom(...permissions);

describe("what a role may do", () => {
  it.each(roles.flatMap((role) => permissions.map((permission) => [role, permission] as const)))(
    "%s: %s as the table says",
    (role, permission) => expect(roleMay(role, permission)).toBe(listed(role, permission)),
  );

  it("holds for each person, permission and book: the role in that book decides, and no other", () => {
    fc.assert(
      fc.property(someBooks, somePermission, fc.constantFrom(...bookNames, "none"), (books, permission, book) => {
        const role = books.find(({ id }) => id === book)?.role;
        const person = sessionPrincipal({ id: "p", name: "P", through: "s", books });
        expect(person.may(permission, book)).toBe(listed(role, permission));
      }),
    );
  });

  it("is for a key never more than its scopes, and never more than its maker's role", () => {
    fc.assert(
      fc.property(
        someBooks,
        fc.subarray([...permissions]),
        somePermission,
        fc.constantFrom(...bookNames),
        (...given) => {
          const [books, scopes, permission, book] = given;
          const role = books.find(({ id }) => id === book)?.role;
          const key = keyPrincipal({ id: "p", name: "Key", through: "k", books, scopes });
          expect(key.may(permission, book)).toBe(listed(role, permission) && scopes.includes(permission));
          expect(isFresh(key, 0)).toBe(false);
        },
      ),
    );
  });

  it("is everything for whoever works on the machine itself", () => {
    expect(permissions.every((permission) => localPrincipal().may(permission, "main"))).toBe(true);
    expect(isFresh(localPrincipal(), 0)).toBe(true);
  });

  it("is fresh until its moment and not at it", () => {
    const person = sessionPrincipal({ id: "p", name: "P", through: "s", books: [], freshUntil: 10 });
    expect([9, 10].map((now) => isFresh(person, now))).toEqual([true, false]);
    expect(isFresh(sessionPrincipal({ id: "p", name: "P", through: "s", books: [] }), 0)).toBe(false);
  });

  it("is nothing for words that are no role and no permission", () => {
    expect([asRole("Owner"), asRole("constructor"), asPermission("write"), roleMay(undefined, "read")]).toEqual([
      undefined,
      undefined,
      undefined,
      false,
    ]);
  });
});
