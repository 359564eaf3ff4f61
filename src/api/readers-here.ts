import type { People } from "../people/people.ts";
import type { Principal } from "../people/principal.ts";

/** Whoever reaches this machine's own address, where no people are kept: can read, as the status page always could. */
const reader: Principal = {
  id: "reader",
  name: "This machine",
  via: "local",
  books: [],
  may: (permission) => permission === "read",
};

/** Stands in for the people of an installation that keeps none. */
export const readersHere: People = {
  isUnowned: async () => false,
  whoIs: async () => reader,
  handle: async () => new Response(null, { status: 404 }),
  setUpLink: async () => undefined,
};

/** Who asks for an open route. */
export const nobody: Principal = { id: "nobody", name: "Nobody", via: "local", books: [], may: () => false };
