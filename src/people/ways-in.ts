import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Handle, Tx } from "../store/handle.ts";
import { changePerson, lockPeople, type PersonRow, replaceRecovery, useCodeStep } from "../store/people.ts";
import { addPasskey, passkeyOfCredential, passkeysOf, removePasskey } from "../store/people-passkey.ts";
import { endSessions } from "../store/people-session.ts";
import { changeSeed } from "./change-seed.ts";
import { newRecoveryCodes, stepOfCode } from "./codes.ts";
import { peopleLimits as limits } from "./people-limits.ts";
import { note, type PeopleParts } from "./people-parts.ts";
import { fromBase32, tokenHash } from "./tokens.ts";
import type { NewPasskey } from "./web-authn.ts";

/** A password with the seed of its codes, as checked and ready to be kept. */
export type NewPassword = { readonly hash: string; readonly seed?: Uint8Array; readonly step?: number };

/** Keeps a passkey. Problems: `passkey-known`, `passkeys-too-many`. */
export async function keepPasskey(
  tx: Tx,
  parts: PeopleParts,
  personId: string,
  made: NewPasskey,
  name: string,
): Promise<Result<string, Problem>> {
  if (await passkeyOfCredential(tx, made.credential))
    return err(problem("passkey-known", "This passkey is set up already.", { kept: "Nothing was changed." }));
  if ((await passkeysOf(tx, personId)).length >= limits.passkeysMax)
    return err(
      problem("passkeys-too-many", `A person has at most ${limits.passkeysMax} passkeys.`, {
        fix: "Remove one first.",
      }),
    );
  const now = parts.clock.now();
  const id = parts.ids.next();
  await addPasskey(tx, { ...made, id, personId, name, madeAt: now, usedAt: undefined });
  await note(tx, { actor: personId, now }, "passkey.added", { person: personId, passkey: id });
  return ok(id);
}

/** Keeps a password, and the seed of its codes sealed where there is a new one. The code shown for it is used up. */
export async function keepPassword(tx: Tx, parts: PeopleParts, personId: string, made: NewPassword): Promise<void> {
  const now = parts.clock.now();
  await changePerson(tx, personId, { password: made.hash });
  if (made.seed) await keepSeed(tx, parts, personId, { seed: made.seed, step: made.step ?? 0 });
  await note(tx, { actor: personId, now }, "password.changed", { person: personId, codes: made.seed !== undefined });
}

/** Keeps another authenticator app in the place of the one before. */
export async function keepSeed(
  tx: Tx,
  parts: PeopleParts,
  personId: string,
  { seed, step }: { readonly seed: Uint8Array; readonly step: number },
): Promise<void> {
  await changeSeed(tx, personId, await parts.sealing.seal(tx, personId, seed), parts.clock.now());
  await useCodeStep(tx, personId, step);
}

/** New recovery codes in the place of the old ones; they are told once. */
export async function renewRecovery(tx: Tx, parts: PeopleParts, personId: string): Promise<readonly string[]> {
  const now = parts.clock.now();
  const codes = newRecoveryCodes(parts.random);
  await replaceRecovery(
    tx,
    personId,
    codes.map((code) => tokenHash("recovery", code)),
    now,
  );
  await note(tx, { actor: personId, now }, "recovery.renewed", { person: personId });
  return codes;
}

/**
 * The seed that an authenticator app took, when the code shows that it did. Problems: `seed-wrong` (not one of ours),
 * `code-wrong`.
 */
export function checkNewSeed(
  parts: PeopleParts,
  typed: { readonly seed: string; readonly code: string },
): Result<{ readonly seed: Uint8Array; readonly step: number }, Problem> {
  const seed = fromBase32(typed.seed);
  if (seed?.length !== limits.codeSeedBytes)
    return err(problem("seed-wrong", "This is no seed that Millrace gave.", { fix: "Begin again from the QR code." }));
  const step = stepOfCode(seed, typed.code, parts.clock.now());
  return step === undefined ? err(codeWrong()) : ok({ seed, step });
}

/** Uses a code of her authenticator app up; false when it is wrong, or was used. */
export async function takeCode(tx: Tx, parts: PeopleParts, person: PersonRow, code: string): Promise<boolean> {
  const seed = await seedOf(tx, parts, person);
  const step = seed && stepOfCode(seed, code, parts.clock.now());
  return step !== undefined && (await useCodeStep(tx, person.id, step));
}

async function seedOf(handle: Handle, parts: PeopleParts, person: PersonRow): Promise<Uint8Array | undefined> {
  return person.codeSeed && parts.sealing.open(handle, person.id, person.codeSeed);
}

/** Removes a passkey. Problems: `unknown-passkey`, `last-way-in`. */
export async function dropPasskey(parts: PeopleParts, person: PersonRow, id: string): Promise<Result<void, Problem>> {
  const now = parts.clock.now();
  return parts.store.transaction(async (tx) => {
    await lockPeople(tx);
    const all = await passkeysOf(tx, person.id);
    if (!all.some((one) => one.id === id)) return err(problem("unknown-passkey", "You have no such passkey."));
    if (all.length === 1 && person.password === undefined) return err(lastWayIn());
    await removePasskey(tx, person.id, id);
    await note(tx, { actor: person.id, now }, "passkey.removed", { person: person.id, passkey: id });
    return ok(undefined);
  });
}

/** Takes password and codes away. Problem: `last-way-in`. */
export async function dropPassword(parts: PeopleParts, person: PersonRow): Promise<Result<void, Problem>> {
  const now = parts.clock.now();
  return parts.store.transaction(async (tx) => {
    await lockPeople(tx);
    if ((await passkeysOf(tx, person.id)).length === 0) return err(lastWayIn());
    await changePerson(tx, person.id, { password: undefined });
    await changeSeed(tx, person.id, undefined, now);
    await note(tx, { actor: person.id, now }, "password.removed", { person: person.id });
    return ok(undefined);
  });
}

/** After a password was changed, only the browser it was changed in stays signed in. */
export async function endOtherSessions(tx: Tx, parts: PeopleParts, personId: string, session: string): Promise<number> {
  const ended = await endSessions(tx, personId, session);
  const by = { actor: personId, now: parts.clock.now() };
  if (ended > 0) await note(tx, by, "session.ended", { person: personId, count: ended });
  return ended;
}

function lastWayIn(): Problem {
  return problem("last-way-in", "This is your only way in.", {
    kept: "Nothing was changed.",
    fix: "Add a passkey, or a password, first.",
  });
}

/** The six digits are not those of now. */
export function codeWrong(): Problem {
  return problem("code-wrong", "This code is not right, or was used already.", {
    kept: "Nothing was changed.",
    fix: "Wait for the next one. If that fails too, set the device's clock.",
  });
}
