import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Tx } from "../store/handle.ts";
import { type PersonRow, personOfSignIn, readPerson, useRecovery } from "../store/people.ts";
import { notePasskeyUse, passkeyOfCredential } from "../store/people-passkey.ts";
import type { Ask } from "./ask.ts";
import { readRecoveryCode } from "./codes.ts";
import { byAddress, byName, giveBack, noteFailed, takeTry } from "./lock-out.ts";
import { beginSession } from "./sessions.ts";
import { tokenHash } from "./tokens.ts";
import { takeCode } from "./ways-in.ts";

/** Who came in, and the token for her browser. */
export type Entered = { readonly personId: string; readonly token: string };

/**
 * Password and a code of the authenticator app, or a recovery code, together: nobody learns which of them was wrong, nor
 * whether the name is known. Problems: `sign-in-refused`, `too-many-tries`.
 */
export async function enterByPassword(
  ask: Ask,
  typed: { readonly signIn: string; readonly password: string; readonly code: string },
): Promise<Result<Entered, Problem>> {
  return enterByTyping(ask, typed.signIn, "password", async (person) => {
    const same = await ask.passwords.matches(typed.password, person?.password);
    return same ? (tx, known) => takeEither(tx, ask, known, typed.code) : undefined;
  });
}

/**
 * A recovery code alone, for somebody whose passkeys are lost and who never had a password. It has 125 bits, so it is
 * not guessed. Problems: as above.
 */
export async function enterByRecovery(
  ask: Ask,
  typed: { readonly signIn: string; readonly code: string },
): Promise<Result<Entered, Problem>> {
  return enterByTyping(ask, typed.signIn, "recovery", async (person) =>
    person?.password === undefined ? (tx, known) => takeRecovery(tx, known, typed.code) : undefined,
  );
}

type Second = (tx: Tx, person: PersonRow) => Promise<boolean>;

async function enterByTyping(
  ask: Ask,
  signIn: string,
  how: string,
  first: (person: PersonRow | undefined) => Promise<Second | undefined>,
): Promise<Result<Entered, Problem>> {
  const { parts, browser } = ask;
  const [name, address] = [byName(signIn), byAddress(browser.address)];
  const may = await takeTry(parts, [name, address]);
  if (!may.ok) return may;
  const found = await personOfSignIn(parts.store, signIn);
  const person = found?.state === "active" ? found : undefined;
  // Slow on purpose, and outside of any transaction.
  const second = await first(person);
  const entered = await parts.store.transaction(async (tx) => {
    const now = person && (await readPerson(tx, person.id));
    // What the password was compared with may have been changed meanwhile.
    if (!second || now?.state !== "active" || now.password !== person?.password) return undefined;
    if (!(await second(tx, now))) return undefined;
    await giveBack(tx, name, address);
    return enter(tx, ask, now, how);
  });
  if (entered) return ok(entered);
  await noteFailed(parts, name);
  return err(refused());
}

async function takeEither(tx: Tx, ask: Ask, person: PersonRow, typed: string): Promise<boolean> {
  const digits = typed.replace(/\s/g, "");
  return /^\d{6}$/.test(digits) ? takeCode(tx, ask.parts, person, digits) : takeRecovery(tx, person, typed);
}

async function takeRecovery(tx: Tx, person: PersonRow, typed: string): Promise<boolean> {
  const code = readRecoveryCode(typed);
  return code !== undefined && (await useRecovery(tx, person.id, tokenHash("recovery", code)));
}

/** A passkey, whose device has looked at who holds it. Problems: `ceremony-over`, `passkey-refused`. */
export async function enterByPasskey(ask: Ask, ceremony: string, response: unknown): Promise<Result<Entered, Problem>> {
  const { parts, site } = ask;
  const find = (credential: string) => passkeyOfCredential(parts.store, credential);
  const shown = await ask.ceremonies.finishProof(site, "sign-in", ceremony, response, find);
  if (!shown.ok) return shown;
  return parts.store.transaction(async (tx) => {
    const person = await readPerson(tx, shown.value.personId);
    if (person?.state !== "active") return err(refused());
    await notePasskeyUse(tx, shown.value.id, shown.value.counter, ask.now);
    return ok(await enter(tx, ask, person, "passkey"));
  });
}

/** Begins the session of whoever showed that it is she. */
export async function enter(tx: Tx, ask: Ask, person: Pick<PersonRow, "id">, how: string): Promise<Entered> {
  const { parts, site, browser, who } = ask;
  const token = await beginSession(tx, parts, person, { site, browser, before: who?.session }, how);
  return { personId: person.id, token };
}

function refused(): Problem {
  return problem("sign-in-refused", "The sign-in name, the password or the code is not right.", {
    fix: "Each code counts once: wait for the next one. A passkey or a recovery code works too.",
  });
}
