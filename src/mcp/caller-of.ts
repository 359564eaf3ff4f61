import type { Permission } from "../people/permissions.ts";
import type { Principal } from "../people/principal.ts";
import type { Caller, Scope } from "./caller.ts";

/** What a key must be allowed for each scope. Who may only look must not fill the owner's inbox either. */
const permissionFor: Readonly<Record<Scope, Permission>> = { read: "read", propose: "propose" };

/** A principal as the assistants' door sees it. */
export function callerOf(principal: Principal): Caller {
  const { id, name, via, books } = principal;
  return {
    id: principal.through ?? id,
    name,
    via,
    may: (scope, book) => {
      const permission = permissionFor[scope];
      if (book !== undefined) return principal.may(permission, book.slug);
      return via === "local" || books.some((one) => principal.may(permission, one.id));
    },
  };
}
