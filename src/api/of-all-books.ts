import { fail } from "../base/problem.ts";
import { mainBook } from "../operations/find-book.ts";
import type { Permission } from "../people/permissions.ts";
import type { Principal } from "../people/principal.ts";

/**
 * Refuses whom the main book does not allow this. For what is about all books although `?book=` chooses between the
 * owner's and the demo shop's. Problem: `not-allowed`.
 */
export function ofAllBooks(principal: Principal, permission: Permission): void {
  if (principal.may(permission, mainBook)) return;
  fail("not-allowed", `This is about all books: the permission "${permission}" for the first one is missing.`, {
    kept: "Nothing was changed.",
    fix: "An owner of this Millrace can give it to you.",
  });
}
