/**
 * The rooms, their floors, and what each may take from outside. A file imports lower floors or its own room.
 * The words behind this table are in ARCHITECTURE.md.
 */
export type Room = {
  /** Folder or file from the root; `/*` at its end makes each folder below it a room of its own. */
  readonly place: string;
  readonly floor: number;
  /** Rooms it may see, where that is narrower than "all lower floors". */
  readonly sees?: readonly string[];
  /** Packages and node: modules it may import. */
  readonly packages: readonly string[];
};

/** Parts of Node that reach no clock, no chance, no network and no disk. */
const pure = ["node:buffer", "node:path", "node:stream", "node:stream/promises", "node:util", "node:zlib"];
const disk = ["node:fs", "node:fs/promises"];
const plugIn = { floor: 4, sees: ["src/base", "src/domain", "src/spec"], packages: [] };

export const rooms: readonly Room[] = [
  {
    place: "src/base",
    floor: 0,
    packages: [
      ...pure,
      ...disk,
      "node:crypto",
      "node:dns",
      "node:http",
      "node:https",
      "node:module",
      "node:net",
      "node:os",
      "node:timers/promises",
      "node:url",
      "node:v8",
      "node:vm",
      "node:worker_threads",
      "pino",
    ],
  },
  { place: "src/domain", floor: 1, packages: [] },
  { place: "src/spec", floor: 2, packages: [] },
  {
    place: "src/store",
    floor: 3,
    packages: [...pure, ...disk, "node:crypto", "kysely", "better-sqlite3-multiple-ciphers", "pg"],
  },
  { place: "src/ledger", floor: 4, packages: [] },
  { place: "src/audit", floor: 4, packages: ["node:util"] },
  { place: "src/jobs", floor: 4, packages: ["croner", "pg-boss"] },
  { place: "src/vault", floor: 4, packages: [...pure, "node:crypto"] },
  { place: "src/platforms/*", ...plugIn },
  { place: "src/rails/*", ...plugIn },
  { place: "src/sinks/*", ...plugIn, packages: ["nodemailer"] },
  { place: "src/strategies/*", ...plugIn },
  { place: "src/intake", floor: 5, packages: [...pure, "node:crypto"] },
  { place: "src/catalog", floor: 5, packages: pure },
  { place: "src/insight", floor: 5, packages: pure },
  { place: "src/people", floor: 5, packages: [...pure, "better-auth", "@better-auth/passkey"] },
  { place: "src/steps", floor: 5, packages: [] },
  { place: "src/upkeep", floor: 5, packages: [...pure, ...disk, "node:crypto"] },
  { place: "src/alerts", floor: 6, packages: pure },
  // Above intake, which keeps the connections; below actions, which write with the same access.
  { place: "src/access", floor: 5.5, packages: pure },
  { place: "src/actions", floor: 6, packages: [...pure, "yaml"] },
  { place: "src/payouts", floor: 6, packages: pure },
  { place: "src/agent", floor: 7, packages: pure },
  {
    place: "src/platforms/registry.ts",
    floor: 6,
    sees: ["src/spec", "src/platforms/*", "src/rails/*"],
    packages: [],
  },
  { place: "src/sinks/registry.ts", floor: 6, sees: ["src/spec", "src/sinks/*"], packages: [] },
  { place: "src/strategies/registry.ts", floor: 6, sees: ["src/spec", "src/strategies/*"], packages: [] },
  // What a person or a program can ask of Millrace: the same for command line, HTTP and assistants.
  { place: "src/operations", floor: 7, packages: pure },
  {
    place: "src/api",
    floor: 8,
    packages: [...pure, "hono", "@hono/node-server", "zod", "node:http"],
  },
  { place: "src/cli", floor: 8, packages: [...pure, ...disk, "commander", "node:readline", "node:tty"] },
  { place: "src/mcp", floor: 8, packages: [...pure, "@modelcontextprotocol/server", "zod"] },
  { place: "src/engine", floor: 9, packages: [...pure, ...disk] },
  { place: "src/engine.ts", floor: 9.5, packages: [...pure, ...disk] },
  {
    place: "src/main.ts",
    floor: 10,
    packages: [...pure, ...disk, "node:os", "node:process", "node:module", "node:readline"],
  },
  // The same program inside another one.
  { place: "src/embed.ts", floor: 10, packages: [...pure, ...disk, "node:process", "@hono/node-server"] },
  // The simulated platforms: real servers with books of their own, which share nothing with the connectors they try.
  {
    place: "sandbox",
    floor: 9.7,
    sees: ["src/base"],
    packages: [...pure, "hono", "@hono/node-server", "node:crypto", "node:http"],
  },
  // Engine and sandbox in one process on a clock of its own; run by tests and by hand, never by the product.
  { place: "sim", floor: 11, packages: [...pure, ...disk, "node:crypto", "node:process", "node:worker_threads"] },
  {
    place: "src/verify.ts",
    floor: 10,
    packages: [...pure, ...disk, "node:process"],
  },
];

/** Files that may import a package their room may not, each with its reason. */
export const packageExceptions: readonly { readonly file: string; readonly name: string; readonly reason: string }[] = [
  { file: "src/intake/files/", name: "node:fs", reason: "reads the files a seller gives us: the disk is its subject" },
  { file: "src/intake/files/", name: "node:fs/promises", reason: "the same" },
];

/** Imports against the direction, each with its reason. A short list is a good one. */
export const directionExceptions: readonly { readonly from: string; readonly to: string; readonly reason: string }[] = [
  {
    from: "src/main.ts",
    to: "sandbox/open-sandbox.ts",
    reason: "the demo shop is part of the program, loaded only when it is asked for",
  },
];

/** Files that nobody imports because something outside runs them. */
export const entries: readonly string[] = [
  "src/main.ts",
  "src/engine.ts",
  "src/embed.ts",
  "src/verify.ts",
  "src/agent/runtime/in-thread.ts",
];

/** Files longer than the budget or with longer functions, each with its reason. */
export const sizeExceptions: readonly { readonly file: string; readonly reason: string }[] = [
  {
    file: "browser/walks/first-hour.spec.ts",
    reason: "one walk is one story: each step stands on what the one before left on the screen",
  },
];

/** A room as a name that files share: for `src/platforms/*` the folder of the one platform. */
export type RoomOf = { readonly name: string; readonly room: Room };

/** The room of a file, or undefined for files outside `src/` and for folders that are no room. */
export function roomOf(file: string): RoomOf | undefined {
  const exact = rooms.find((room) => room.place === file);
  if (exact) return { name: exact.place, room: exact };
  for (const room of rooms) {
    if (!room.place.endsWith("/*")) {
      if (file.startsWith(`${room.place}/`)) return { name: room.place, room };
      continue;
    }
    const parent = room.place.slice(0, -1);
    const rest = file.startsWith(parent) ? file.slice(parent.length) : "";
    const folder = rest.includes("/") ? rest.slice(0, rest.indexOf("/")) : "";
    if (folder !== "") return { name: `${parent}${folder}`, room };
  }
  return undefined;
}
