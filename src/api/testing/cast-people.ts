import type { Clock } from "../../base/clock.ts";
import type { People } from "../../people/people.ts";
import { type Permission, permissions, type Role, roles } from "../../people/permissions.ts";
import { keyPrincipal, localPrincipal, type Principal, sessionPrincipal } from "../../people/principal.ts";

/**
 * Who asks in a test: nobody, whoever works on the machine, a role with a session (its step-up open, or stale), or the
 * owner's key with one scope.
 */
export type Who = "nobody" | "local" | Role | `stale ${Role}` | `key ${Permission}`;

/** Everybody that a test can ask as. */
export const everybody: readonly Who[] = [
  "nobody",
  "local",
  ...roles,
  ...roles.map((role) => `stale ${role}` as const),
  ...permissions.map((permission) => `key ${permission}` as const),
];

/** People who are whom a header says they are. What real sign-in does is held by the tests of `src/people`. */
export function castPeople(clock: Clock): {
  readonly people: People;
  readonly dress: (who: Who) => Record<string, string>;
} {
  return {
    dress: (who) => (who === "nobody" ? {} : { "x-test-who": who }),
    people: {
      isUnowned: async () => false,
      setUpLink: async () => undefined,
      handle: async () => new Response(null, { status: 404 }),
      whoIs: async (request) => principalOf(request.headers.get("x-test-who") ?? "nobody", clock),
    },
  };
}

function principalOf(who: string, clock: Clock): Principal | undefined {
  if (who === "local") return localPrincipal();
  const [first = "", second = ""] = who.split(" ");
  const books = (role: Role) => [{ id: "main", role }];
  if (first === "key") {
    const scopes = permissions.filter((one) => one === second);
    return keyPrincipal({ id: `key-${second}`, name: second, through: "k1", books: books("owner"), scopes });
  }
  const role = roles.find((one) => one === (first === "stale" ? second : first));
  if (!role) return undefined;
  const session = { id: `p-${role}`, name: role, through: "s1", books: books(role) };
  const fresh = first === "stale" ? {} : { freshUntil: clock.now() + 300_000 };
  return sessionPrincipal({ ...session, ...fresh });
}
