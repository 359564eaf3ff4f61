import type { Millis } from "../base/clock.ts";
import { sha256, toHex } from "../base/hash.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Tx } from "../store/handle.ts";
import { lockPeople } from "../store/people.ts";
import { clearTries, forgetTries, readTries, type Tries, writeTries } from "../store/people-try.ts";
import { peopleLimits as limits } from "./people-limits.ts";
import { note, type PeopleParts } from "./people-parts.ts";

/** What tries are counted by. Names and addresses are kept as hashes: a list of them is nobody's business. */
export type Counted = { readonly key: string; readonly free: number };

/** By what is typed as a name, whether anybody has it or not. */
export function byName(signIn: string): Counted {
  return { key: `name/${toHex(sha256(signIn))}`, free: limits.freeTriesPerName };
}

/** By where it comes from. */
export function byAddress(address: string): Counted {
  return { key: `address/${toHex(sha256(address))}`, free: limits.freeTriesPerAddress };
}

/**
 * Counts a try before it is looked at, so that of many at once no more get through than of as many in a row. Problem
 * `too-many-tries` says how long to wait; that try was not looked at and costs nothing.
 */
export async function takeTry(parts: PeopleParts, counted: readonly Counted[]): Promise<Result<void, Problem>> {
  const now = parts.clock.now();
  return parts.store.transaction(async (tx) => {
    await lockPeople(tx);
    await forgetTries(tx, now - limits.triesForgottenMs);
    const before = await Promise.all(counted.map(({ key }) => readTries(tx, key)));
    const until = Math.max(0, ...before.map((tries) => tries?.until ?? 0));
    if (until > now) return err(tooMany(until - now));
    for (const [i, { key, free }] of counted.entries()) {
      const tries = afterTry(before[i], free, now);
      await writeTries(tx, key, tries);
    }
    return ok(undefined);
  });
}

/** After a try that went wrong: from the one on that makes the next wait, each is in the audit record. */
export async function noteFailed(parts: PeopleParts, { key, free }: Counted): Promise<void> {
  const now = parts.clock.now();
  await parts.store.transaction(async (tx) => {
    const failures = (await readTries(tx, key))?.failures ?? 0;
    if (failures < free) return;
    // The beginning of the hash tells names apart and nobody's name.
    const of = key.slice(0, key.indexOf("/") + 13);
    await note(tx, { actor: "nobody", now }, "person.sign-in-failed", { of, failures });
  });
}

/** After a success: what was counted by name is forgotten, and the one try at the address is given back. */
export async function giveBack(tx: Tx, name: Counted, address: Counted): Promise<void> {
  await clearTries(tx, name.key);
  const tries = await readTries(tx, address.key);
  if (tries) await writeTries(tx, address.key, { ...tries, failures: Math.max(0, tries.failures - 1), until: 0 });
}

function afterTry(before: Tries | undefined, free: number, now: Millis): Tries {
  const failures = (before?.failures ?? 0) + 1;
  const beyond = failures - free;
  const wait = beyond < 0 ? 0 : Math.min(limits.firstWaitMs * 2 ** Math.min(beyond, 20), limits.waitMsMax);
  return { failures, lastAt: now, until: wait === 0 ? 0 : now + wait };
}

function tooMany(wait: Millis): Problem {
  const seconds = Math.ceil(wait / 1000);
  const words = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return problem("too-many-tries", `Too many tries went wrong; the next one counts in ${words}.`, {
    kept: "Nothing was changed.",
    fix: "A passkey works meanwhile.",
  });
}

/** Seconds that a problem of `takeTry` asks to wait, for a header. */
export function secondsToWait(found: Problem): number {
  const [, number = "60", unit] = /in (\d+) (seconds|minutes)/.exec(found.sentence) ?? [];
  return Number(number) * (unit === "minutes" ? 60 : 1);
}
