import { fixedClock } from "../../base/clock.ts";
import { uuidV7 } from "../../base/ids.ts";
import { seededRandom } from "../../base/random.ts";
import { Secret } from "../../base/secret.ts";
import { addBook } from "../../store/book.ts";
import { addDataKeys, readDataKeys } from "../../store/data-key.ts";
import type { Store } from "../../store/handle.ts";
import { migrate } from "../../store/migrate.ts";
import { reserveIds } from "../../store/reserve-ids.ts";
import { dataKeysUnder } from "../../vault/data-key.ts";
import { deriveKeys } from "../../vault/installation-keys.ts";
import { createSeal, open } from "../../vault/seal.ts";
import { codeAt } from "../codes.ts";
import { openPeople } from "../open-people.ts";
import type { People } from "../people.ts";
import type { PeopleParts, PersonSeal } from "../people-parts.ts";
import { fromBase32 } from "../tokens.ts";
import { type Authenticator, virtualAuthenticator } from "./authenticator.ts";

export const site = "http://localhost:8420";
export const goodPassword = "four words that differ";

/** People over real books, with a clock that stands still. */
export type PeopleWorld = {
  readonly people: People;
  readonly parts: PeopleParts;
  readonly clock: ReturnType<typeof fixedClock>;
  /** Whose yeses were taken back, and in which book. */
  readonly left: (readonly [string, bigint])[];
  readonly faults: unknown[];
};

/** Opens them over a fresh, empty database with the books "main" and "second". */
export async function openPeopleWorld(store: Store): Promise<PeopleWorld> {
  const clock = fixedClock(Date.UTC(2026, 5, 1, 12));
  const random = seededRandom(11n);
  await migrate(store, clock);
  await store.transaction(async (tx) => {
    for (const slug of ["main", "second"])
      await addBook(tx, { slug, name: slug, homeCurrency: "GBP", timeZone: "Europe/London" }, clock.now());
  });
  const left: (readonly [string, bigint])[] = [];
  const faults: unknown[] = [];
  const fault = (about: unknown): void => void faults.push(about);
  const log = { error: fault, warn: fault };
  const parts: PeopleParts = {
    store,
    clock,
    random,
    ids: uuidV7(clock, random),
    log,
    sealing: sealFor(random),
    onLeave: async (_, personId, bookId) => void left.push([personId, bookId]),
  };
  return { people: openPeople(parts), parts, clock, left, faults };
}

function sealFor(random: ReturnType<typeof seededRandom>): PersonSeal {
  const keys = dataKeysUnder([deriveKeys(new Secret(new Uint8Array(32).fill(5))).kek], random);
  const seal = createSeal(random);
  return {
    seal: async (tx, id, plain) => {
      const [keyId = 0n] = await reserveIds(tx, "data_key", 1);
      const made = keys.make(keyId, "credential", 1n);
      await addDataKeys(tx, [made.row]);
      return { keyId, sealed: seal(plain, made.key, { kind: "seed", id }) };
    },
    open: async (handle, id, { keyId, sealed }) => {
      const [row] = await readDataKeys(handle, [keyId]);
      const key = row && keys.unwrap(row);
      const plain = key?.ok ? open(sealed, key.value, { kind: "seed", id }) : undefined;
      return plain?.ok ? plain.value : undefined;
    },
  };
}

export type Said = {
  readonly status: number;
  // What an answer holds is looked at member by member.
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
};

/** One browser with its cookie and a device for passkeys. */
export class Browser {
  readonly world: PeopleWorld;
  readonly device: Authenticator;
  readonly origin: string;
  cookie = "";

  constructor(world: PeopleWorld, given: { readonly origin?: string; readonly device?: Authenticator } = {}) {
    this.world = world;
    this.origin = given.origin ?? site;
    this.device = given.device ?? virtualAuthenticator();
  }

  request(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Request {
    const own = { host: new URL(this.origin).host, origin: this.origin, "user-agent": "Test browser" };
    return new Request(`${this.origin}/api/auth${path}`, {
      method,
      headers: {
        ...own,
        ...(this.cookie === "" ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Said> {
    const answer = await this.world.people.handle(this.request(method, path, body, headers), { address: "10.0.0.7" });
    const [set] = answer.headers.getSetCookie();
    if (set !== undefined) this.cookie = /Max-Age=0/.test(set) ? "" : (set.split(";")[0] ?? "");
    return { status: answer.status, body: (await answer.json()) as Said["body"], headers: answer.headers };
  }

  whoIs(): ReturnType<People["whoIs"]> {
    return this.world.people.whoIs(this.request("GET", "/me"));
  }

  /** Takes a link with a passkey. */
  async enterByLink(url: string, signIn: string): Promise<Said> {
    const token = url.slice(url.indexOf("#") + 1);
    const who = { token, signIn, name: signIn.split("@")[0] };
    const begun = await this.ask("POST", "/link/passkey/begin", who);
    if (begun.status !== 200) return begun;
    const { ceremony, options } = begun.body;
    const response = await this.device.make(options, this.origin);
    return this.ask("POST", "/link/passkey/finish", { ...who, ceremony, response });
  }

  /** Takes a link with a password and an authenticator app; gives the app's seed. */
  async enterWithPassword(url: string, signIn: string): Promise<{ readonly said: Said; readonly seed: string }> {
    const token = url.slice(url.indexOf("#") + 1);
    const { body } = await this.ask("POST", "/link/seed", { token, signIn });
    const seed = String(body["seed"]);
    const password = goodPassword;
    const said = await this.ask("POST", "/link/password", {
      token,
      signIn,
      name: signIn.split("@")[0],
      password,
      seed,
      code: this.code(seed),
    });
    return { said, seed };
  }

  /** What the app shows now. */
  code(seed: string): string {
    return codeAt(fromBase32(seed) ?? new Uint8Array(), Math.floor(this.world.clock.now() / 30_000));
  }

  async signInByPasskey(): Promise<Said> {
    const { body } = await this.ask("POST", "/sign-in/passkey/begin", {});
    const response = await this.device.show(body["options"], this.origin);
    return this.ask("POST", "/sign-in/passkey/finish", { ceremony: body["ceremony"], response });
  }

  async stepUp(): Promise<Said> {
    const { body } = await this.ask("POST", "/step-up/passkey/begin", {});
    const response = await this.device.show(body["options"], this.origin);
    return this.ask("POST", "/step-up/passkey/finish", { ceremony: body["ceremony"], response });
  }
}

/** The address of a set-up link. */
export async function setUpUrl({ people }: PeopleWorld): Promise<string> {
  return (await people.setUpLink({ port: 8420 }))?.url ?? "";
}

/** A browser in which the first owner is signed in. */
export async function ownerIn(world: PeopleWorld, signIn = "ada@example.com"): Promise<Browser> {
  const browser = new Browser(world);
  const said = await browser.enterByLink(await setUpUrl(world), signIn);
  if (said.status !== 200) throw new Error(JSON.stringify(said.body));
  return browser;
}

/** A browser in which somebody with this role is signed in. */
export async function invitedIn(
  world: PeopleWorld,
  owner: Browser,
  role: string,
  signIn: string,
  book = "main",
): Promise<Browser> {
  await owner.stepUp();
  const invited = await owner.ask("POST", `/people/invitations?book=${book}`, { role });
  const browser = new Browser(world);
  const said = await browser.enterByLink(String(invited.body["url"]), signIn);
  if (said.status !== 200) throw new Error(JSON.stringify([invited.body, said.body]));
  return browser;
}
