import { passkey } from "@better-auth/passkey";
import { createAdapterFactory } from "better-auth/adapters";
import { betterAuth } from "better-auth/minimal";
import type { PasskeyRow } from "../store/people-passkey.ts";
import type { Site } from "./site.ts";

/** What better-auth wants back when the ceremony ends: its row, and the signed cookie that names it. */
export type Challenge = { readonly row: Row; readonly cookie: string };

/** What a new passkey is, before it has an owner. */
export type NewPasskey = Pick<
  PasskeyRow,
  "credential" | "publicKey" | "counter" | "device" | "backedUp" | "transports" | "model"
>;

type Row = Record<string, unknown>;
type Person = { readonly id: string; readonly name: string };
/** What the library reads and writes in one ceremony. */
type Desk = {
  readonly row?: Row;
  readonly person?: Person;
  readonly known: readonly PasskeyRow[];
  readonly find: (credential: string) => Promise<PasskeyRow | undefined>;
  /** What it wrote, by model. */
  readonly written: Map<string, Row>;
};

const nobody = async (): Promise<undefined> => undefined;

/** The question for a new passkey. Its clock and chance are the library's own. */
export async function askForNew(
  site: Site,
  secret: string,
  person: Person,
  known: readonly PasskeyRow[],
): Promise<{ readonly challenge: Challenge; readonly options: unknown }> {
  const desk: Desk = { person, known, find: nobody, written: new Map() };
  const asked = await authOf(site, secret, desk).api.generatePasskeyRegistrationOptions({
    headers: headersOf(site),
    query: {},
    returnHeaders: true,
  });
  return { challenge: challengeOf(desk, asked.headers), options: asked.response };
}

/** The question for a proof that the person has one of these passkeys, or any for this address. */
export async function askForProof(
  site: Site,
  secret: string,
  known: readonly PasskeyRow[],
): Promise<{ readonly challenge: Challenge; readonly options: unknown }> {
  const desk: Desk = { known, find: nobody, written: new Map() };
  const asked = await authOf(site, secret, desk).api.generatePasskeyAuthenticationOptions({
    headers: headersOf(site),
    returnHeaders: true,
  });
  const named = known.map(({ credential, transports }) => ({
    id: credential,
    type: "public-key",
    ...(transports === "" ? {} : { transports: transports.split(",") }),
  }));
  // A passkey is the only thing asked for, so that the device must have looked at who holds it.
  const options = {
    ...asked.response,
    userVerification: "required",
    ...(named.length > 0 ? { allowCredentials: named } : {}),
  };
  return { challenge: challengeOf(desk, asked.headers), options };
}

/** The new passkey when the answer is right, or undefined. */
export async function checkNew(
  site: Site,
  secret: string,
  challenge: Challenge,
  response: unknown,
): Promise<NewPasskey | undefined> {
  const desk: Desk = { row: challenge.row, known: [], find: nobody, written: new Map() };
  const answered = await quietly(() =>
    authOf(site, secret, desk).api.verifyPasskeyRegistration({
      headers: headersOf(site, challenge.cookie),
      body: { response },
    }),
  );
  const made = desk.written.get("passkey");
  if (!answered || !made) return undefined;
  return {
    credential: String(made["credentialID"]),
    publicKey: String(made["publicKey"]),
    counter: Number(made["counter"]),
    device: String(made["deviceType"]),
    backedUp: made["backedUp"] === true,
    transports: String(made["transports"] ?? "").slice(0, 100),
    model: String(made["aaguid"] ?? "").slice(0, 40),
  };
}

/** The passkey that was shown, when the answer is right, or undefined. */
export async function checkProof(
  site: Site,
  secret: string,
  challenge: Challenge,
  response: unknown,
  find: Desk["find"],
): Promise<PasskeyRow | undefined> {
  if (!isProof(response)) return undefined;
  let shown: PasskeyRow | undefined;
  const finding: Desk["find"] = async (credential) => {
    shown = await find(credential);
    return shown;
  };
  const desk: Desk = { row: challenge.row, known: [], find: finding, written: new Map() };
  const answered = await quietly(() =>
    authOf(site, secret, desk).api.verifyPasskeyAuthentication({
      headers: headersOf(site, challenge.cookie),
      body: { response },
    }),
  );
  const counter = desk.written.get("passkey")?.["counter"];
  return answered && shown && typeof counter === "number" ? { ...shown, counter } : undefined;
}

type Proof = NonNullable<
  Parameters<ReturnType<typeof authOf>["api"]["verifyPasskeyAuthentication"]>[0]
>["body"]["response"];

/** Whether an answer has the members that the library reads; what is in them it checks itself. */
function isProof(answer: unknown): answer is Proof {
  const has = (value: unknown, ...names: readonly string[]): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && names.every((name) => typeof Reflect.get(value, name) === "string");
  return (
    has(answer, "id", "rawId", "type") && has(answer["response"], "clientDataJSON", "authenticatorData", "signature")
  );
}

/** The library refuses by throwing, also for what cannot be parsed; why is nobody's business but the log's. */
async function quietly(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch {
    return false;
  }
}

/** A better-auth for one ceremony: it sees the rows of this ceremony and nothing else. Making one takes a few ms. */
function authOf(site: Site, secret: string, desk: Desk) {
  const { person } = desk;
  return betterAuth({
    secret,
    appName: "Millrace",
    baseURL: site.origin,
    database: deskAdapter(desk),
    advanced: { useSecureCookies: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    plugins: [
      passkey({
        rpID: site.host,
        rpName: "Millrace",
        origin: site.origin,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        registration: {
          requireSession: false,
          ...(person ? { resolveUser: async () => ({ ...person, displayName: person.name }) } : {}),
          afterVerification: async ({ verification }) => {
            if (verification.registrationInfo?.userVerified !== true) throw new Error("the user was not verified");
            return {};
          },
        },
        authentication: {
          afterVerification: async ({ verification }) => {
            if (!verification.authenticationInfo.userVerified) throw new Error("the user was not verified");
          },
        },
      }),
    ],
  });
}

/** The rows as the library calls them. Its own sessions are made and forgotten: ours are in `person_session`. */
function deskAdapter(desk: Desk) {
  const wantedIn = (where: readonly { readonly value: unknown }[] | undefined): string =>
    String(where?.[0]?.value ?? "");
  const read = async (model: string, wanted: string): Promise<Row | undefined> => {
    if (model === "verification") return desk.row;
    if (model === "user") return { id: wanted, name: "", email: "", emailVerified: false };
    if (model !== "passkey") return undefined;
    const found = await desk.find(wanted);
    return found && passkeyAsKnown(found);
  };
  return createAdapterFactory({
    config: { adapterId: "millrace", adapterName: "Millrace", supportsJSON: true },
    adapter: () => ({
      create: async ({ model, data }) => {
        desk.written.set(model, data);
        return data;
      },
      findOne: async ({ model, where }) => ((await read(model, wantedIn(where))) ?? null) as never,
      findMany: async ({ model, where }) => {
        if (model === "passkey") return desk.known.map(passkeyAsKnown) as never;
        const one = await read(model, wantedIn(where));
        return (one ? [one] : []) as never;
      },
      consumeOne: async ({ model }) => (model === "verification" ? (desk.row ?? null) : null) as never,
      update: async ({ model, update }) => {
        desk.written.set(model, update as Row);
        return update;
      },
      updateMany: async () => 0,
      delete: async () => undefined,
      deleteMany: async () => 1,
      count: async () => 0,
    }),
  });
}

function passkeyAsKnown(row: PasskeyRow): Row {
  const { id, credential, publicKey, counter, device, backedUp, transports } = row;
  const asked = {
    id,
    publicKey,
    counter,
    backedUp,
    userId: row.personId,
    credentialID: credential,
    deviceType: device,
  };
  return transports === "" ? asked : { ...asked, transports };
}

function headersOf(site: Site, cookie?: string): Headers {
  return new Headers({ origin: site.origin, ...(cookie === undefined ? {} : { cookie }) });
}

function challengeOf(desk: Desk, headers: Headers): Challenge {
  const [cookie = ""] = (headers.getSetCookie()[0] ?? "").split(";");
  const row = desk.written.get("verification");
  if (!row) throw new Error("better-auth kept no challenge");
  return { row, cookie };
}
