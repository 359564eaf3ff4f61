import { expect, it } from "vitest";
import type { Permission } from "../people/permissions.ts";
import { keyPrincipal, localPrincipal } from "../people/principal.ts";
import type { Book } from "../store/book.ts";
import { callerOf } from "./caller-of.ts";

const key = (scopes: readonly Permission[]) =>
  callerOf(
    keyPrincipal({
      id: "p1",
      name: "Helper",
      through: "key-7",
      books: [
        { id: "main", role: "owner" },
        { id: "second", role: "viewer" },
      ],
      scopes,
    }),
  );
const book = (slug: string) => ({ slug }) as Book;

it("lets a key read and propose as far as its scopes and its maker's role both go", () => {
  const reading = key(["read"]);
  expect([reading.may("read"), reading.may("propose"), reading.may("read", book("main"))]).toEqual([true, false, true]);
  expect(key(["read", "operate"]).may("propose")).toBe(false);
  const both = key(["read", "propose"]);
  expect([both.may("propose"), both.may("propose", book("main"))]).toEqual([true, true]);
  expect([both.may("propose", book("second")), both.may("read", book("third"))]).toEqual([false, false]);
  expect([both.id, both.via]).toEqual(["key-7", "key"]);
  expect(key(["approve", "admin"]).may("read")).toBe(false);
});

it("lets whoever works on the machine do both", () => {
  expect(callerOf(localPrincipal()).may("propose")).toBe(true);
});
