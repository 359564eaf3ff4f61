import { type Problem, problem } from "../base/problem.ts";
import { peopleLimits } from "./people-limits.ts";

/** Hashes passwords and compares them, a few at a time. */
export type Passwords = {
  hash(password: string): Promise<string>;
  /** Takes as long for somebody who is not known (`hash` undefined), and is then false. */
  matches(password: string, hash: string | undefined): Promise<boolean>;
};

/** Of nobody's password: compared with where there is none, so that time does not tell who is known. */
const nobodys = `${"0".repeat(32)}:${"0".repeat(128)}`;

/**
 * scrypt as better-auth does it (N 16384, r 16, p 1). Its salt is of its own chance: a library's. Loaded when first
 * needed, so that an engine without sign-ins does not carry it.
 */
export function openPasswords(): Passwords {
  const turn = turns(peopleLimits.hashesAtOnce, peopleLimits.hashesWaiting);
  return {
    hash: (password) => turn(async () => (await import("better-auth/crypto")).hashPassword(plain(password))),
    matches: async (password, hash) => {
      const same = await turn(async () =>
        (await import("better-auth/crypto")).verifyPassword({ hash: hash ?? nobodys, password: plain(password) }),
      );
      return same && hash !== undefined;
    },
  };
}

/** The same letters whatever keyboard composed them. */
function plain(password: string): string {
  return password.normalize("NFKC");
}

/** Why this cannot be a password, or undefined. Length is what counts (NIST SP 800-63B §5.1.1). */
export function passwordFault(password: string, signIn: string): Problem | undefined {
  const { passwordLengthMin: min, passwordLengthMax: max } = peopleLimits;
  const wrong = (sentence: string): Problem =>
    problem("password-weak", sentence, {
      kept: "Nothing was changed.",
      fix: "Four words that do not belong together do well.",
    });
  if ([...password].length < min) return wrong(`A password has at least ${min} characters.`);
  if ([...password].length > max) return wrong(`A password has at most ${max} characters.`);
  if (new Set(password.toLowerCase()).size < 5) return wrong("This password repeats the same few characters.");
  if (signIn.length > 3 && password.toLowerCase().includes(signIn))
    return wrong("A password does not hold the sign-in name.");
  return undefined;
}

/** Runs so many at a time, in the order they came; refuses when too many wait. */
function turns(atOnce: number, waitingMax: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= waitingMax) throw new TooManyAtOnce();
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Whoever waited takes over the place.
      if (next) next();
      else running -= 1;
    }
  };
}

/** More people try to come in than can be looked at. */
export class TooManyAtOnce extends Error {
  override readonly name = "TooManyAtOnce";
}
