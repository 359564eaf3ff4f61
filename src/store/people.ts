import { sql } from "kysely";
import type { Millis } from "../base/clock.ts";
import type { Handle, Tx } from "./handle.ts";

/** A person who may come in, or once could. Moments are UTC milliseconds. */
export type PersonRow = {
  readonly id: string;
  /** What is typed beside a password; small letters. */
  readonly signIn: string;
  readonly name: string;
  readonly state: "active" | "gone";
  /** As the password hash writes itself; undefined: no password. */
  readonly password: string | undefined;
  /** The sealed seed of the codes of an authenticator app. */
  readonly codeSeed: { readonly keyId: bigint; readonly sealed: Uint8Array } | undefined;
  /** The newest 30-second step whose code was used; that one and older ones are used up. */
  readonly codeStep: number;
  /** JSON of the fixed shape in src/people/preferences.ts. */
  readonly preferences: string;
  readonly madeAt: Millis;
  readonly seenAt: Millis | undefined;
};

/** A role in one book, with the book's name in addresses. */
export type RoleRow = {
  readonly personId: string;
  readonly bookId: bigint;
  readonly book: string;
  readonly role: string;
};

const peopleLock = 7003;

/** Whoever changes who may come in takes turns, so that what holds for all of them (one owner at least) can be kept. */
export async function lockPeople(tx: Tx): Promise<void> {
  if (tx.engine === "postgres") await sql`SELECT pg_advisory_xact_lock(${sql.lit(peopleLock)})`.execute(tx.q);
}

/** Adds a person without any role. The sign-in name must be free. */
export async function addPerson(
  tx: Tx,
  person: { readonly id: string; readonly signIn: string; readonly name: string; readonly preferences: string },
  at: Millis,
): Promise<void> {
  const { id, name, preferences } = person;
  await tx.q
    .insertInto("person")
    .values({ id, name, preferences, sign_in: person.signIn, state: "active", code_step: 0n, made_at: BigInt(at) })
    .execute();
}

/** The person of this id, or undefined. */
export async function readPerson(handle: Handle, id: string): Promise<PersonRow | undefined> {
  const row = await handle.q.selectFrom("person").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toPerson(row);
}

/** Who types this name to sign in, or undefined. */
export async function personOfSignIn(handle: Handle, signIn: string): Promise<PersonRow | undefined> {
  const row = await handle.q.selectFrom("person").selectAll().where("sign_in", "=", signIn).executeTakeFirst();
  return row && toPerson(row);
}

/** Everybody, the oldest first. */
export async function listPeople(handle: Handle): Promise<readonly PersonRow[]> {
  return (await handle.q.selectFrom("person").selectAll().orderBy("made_at").orderBy("id").execute()).map(toPerson);
}

/** What of a person changes; absent stays, undefined takes away. */
export type PersonChange = Partial<
  Pick<PersonRow, "name" | "state" | "password" | "codeSeed" | "preferences" | "seenAt" | "signIn">
>;

/** Writes it down. A new seed for codes starts with none used. */
export async function changePerson(tx: Tx, id: string, change: PersonChange): Promise<void> {
  const { name, state, preferences, signIn, seenAt } = change;
  const values = {
    ...(name === undefined ? {} : { name }),
    ...(signIn === undefined ? {} : { sign_in: signIn }),
    ...(state === undefined ? {} : { state }),
    ...(preferences === undefined ? {} : { preferences }),
    ...(seenAt === undefined ? {} : { seen_at: BigInt(seenAt) }),
    ...("password" in change ? { password: change.password ?? null } : {}),
    ...("codeSeed" in change
      ? { code_key_id: change.codeSeed?.keyId ?? null, code_seed: change.codeSeed?.sealed ?? null, code_step: 0n }
      : {}),
  };
  if (Object.keys(values).length === 0) return;
  await tx.q.updateTable("person").set(values).where("id", "=", id).execute();
}

/** Uses up the code of a step; false when it, or a newer one, was used before. Of many at once one is told true. */
export async function useCodeStep(tx: Tx, id: string, step: number): Promise<boolean> {
  const done = await tx.q
    .updateTable("person")
    .set({ code_step: BigInt(step) })
    .where("id", "=", id)
    .where("code_step", "<", BigInt(step))
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Gives a role in a book, in the place of the one before. */
export async function setRole(tx: Tx, personId: string, bookId: bigint, role: string, at: Millis): Promise<void> {
  await tx.q
    .insertInto("person_role")
    .values({ person_id: personId, book_id: bookId, role, since: BigInt(at) })
    .onConflict((conflict) => conflict.columns(["person_id", "book_id"]).doUpdateSet({ role, since: BigInt(at) }))
    .execute();
}

/** Takes the role in a book away. */
export async function dropRole(tx: Tx, personId: string, bookId: bigint): Promise<void> {
  await tx.q.deleteFrom("person_role").where("person_id", "=", personId).where("book_id", "=", bookId).execute();
}

/** All roles of people who are active; of one person where she is named. */
export async function listRoles(handle: Handle, personId?: string): Promise<readonly RoleRow[]> {
  let query = handle.q
    .selectFrom("person_role")
    .innerJoin("book", "book.id", "person_role.book_id")
    .innerJoin("person", "person.id", "person_role.person_id")
    .select(["person_role.person_id", "person_role.book_id", "book.slug", "person_role.role"])
    .where("person.state", "=", "active")
    .orderBy("person_role.book_id");
  if (personId !== undefined) query = query.where("person_role.person_id", "=", personId);
  const rows = await query.execute();
  return rows.map((row) => ({ personId: row.person_id, bookId: row.book_id, book: row.slug, role: row.role }));
}

/** Whether anybody who is active owns a book. */
export async function hasOwner(handle: Handle): Promise<boolean> {
  const row = await handle.q
    .selectFrom("person_role")
    .innerJoin("person", "person.id", "person_role.person_id")
    .select("person.id")
    .where("person.state", "=", "active")
    .where("person_role.role", "=", "owner")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts the hashes of new recovery codes in the place of the old ones. */
export async function replaceRecovery(
  tx: Tx,
  personId: string,
  hashes: readonly Uint8Array[],
  at: Millis,
): Promise<void> {
  await tx.q.deleteFrom("person_recovery").where("person_id", "=", personId).execute();
  for (const hash of hashes)
    await tx.q
      .insertInto("person_recovery")
      .values({ hash, person_id: personId, made_at: BigInt(at) })
      .execute();
}

/** Uses a recovery code up; false when it is none of this person's. */
export async function useRecovery(tx: Tx, personId: string, hash: Uint8Array): Promise<boolean> {
  const done = await tx.q
    .deleteFrom("person_recovery")
    .where("hash", "=", hash)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

/** How many recovery codes are left. */
export async function countRecovery(handle: Handle, personId: string): Promise<number> {
  const row = await handle.q
    .selectFrom("person_recovery")
    .select((of) => of.fn.countAll<bigint>().as("n"))
    .where("person_id", "=", personId)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

function toPerson(row: {
  id: string;
  sign_in: string;
  name: string;
  state: string;
  password: string | null;
  code_key_id: bigint | null;
  code_seed: Uint8Array | null;
  code_step: bigint;
  preferences: string;
  made_at: bigint;
  seen_at: bigint | null;
}): PersonRow {
  return {
    id: row.id,
    signIn: row.sign_in,
    name: row.name,
    state: row.state === "active" ? "active" : "gone",
    password: row.password ?? undefined,
    codeSeed:
      row.code_key_id === null || row.code_seed === null
        ? undefined
        : { keyId: row.code_key_id, sealed: row.code_seed },
    codeStep: Number(row.code_step),
    preferences: row.preferences,
    madeAt: Number(row.made_at),
    seenAt: row.seen_at === null ? undefined : Number(row.seen_at),
  };
}
