import type { Problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Tx } from "../store/handle.ts";
import { personOfSignIn } from "../store/people.ts";
import { type Ask, codeOf, rawText, textOf } from "./ask.ts";
import type { Begun } from "./ceremonies.ts";
import { linkGone, seeLink, takeLink } from "./links.ts";
import { passwordFault } from "./passwords.ts";
import { peopleLimits as limits } from "./people-limits.ts";
import { type Entered, enter } from "./sign-in.ts";
import { checkNewSeed, keepPasskey, keepPassword, renewRecovery } from "./ways-in.ts";

/** Who comes in by a link for the first time says how she is called; who is known is not asked. */
type Named = { readonly signIn: string; readonly name: string };
type EnteredAnew = Entered & { readonly codes: readonly string[] };

/** The question for a first passkey. Problems: `link-gone`. */
export async function beginByPasskey(ask: Ask, token: string, named: () => Named): Promise<Result<Begun, Problem>> {
  const seen = await seeLink(ask.parts.store, token, ask.now);
  if (!seen.ok) return seen;
  const { link, person } = seen.value;
  const who = person ?? named();
  const known = { id: person?.id ?? link.id, name: `${who.name} (${who.signIn})` };
  return ok(await ask.ceremonies.beginNew(ask.site, `link ${link.id}`, known, []));
}

/**
 * Takes the link with a first passkey: person, role, passkey, recovery codes and session in one commit. Problems: those
 * of `takeLink`, `ceremony-over`, `passkey-refused`, `passkey-known`.
 */
export async function finishByPasskey(
  ask: Ask,
  token: string,
  named: () => Named,
  shown: { readonly ceremony: string; readonly response: unknown },
): Promise<Result<EnteredAnew, Problem>> {
  const seen = await seeLink(ask.parts.store, token, ask.now);
  if (!seen.ok) return seen;
  const who = seen.value.person ?? named();
  // Before the ceremony is used up, so that another name can be typed without a second passkey.
  if (!seen.value.person && (await personOfSignIn(ask.parts.store, who.signIn))) return takeIn(ask, token, who, noWay);
  const made = await ask.ceremonies.finishNew(ask.site, `link ${seen.value.link.id}`, shown.ceremony, shown.response);
  if (!made.ok) return made;
  return takeIn(ask, token, who, (tx, personId) => keepPasskey(tx, ask.parts, personId, made.value, "First passkey"));
}

/**
 * Takes the link with a password and an authenticator app. Problems: those of `takeLink`, `password-weak`, `seed-wrong`,
 * `code-wrong`.
 */
export async function finishByPassword(
  ask: Ask,
  token: string,
  named: () => Named,
): Promise<Result<EnteredAnew, Problem>> {
  const seen = await seeLink(ask.parts.store, token, ask.now);
  if (!seen.ok) return seen;
  const who = seen.value.person ?? named();
  const password = rawText(ask, "password", limits.passwordLengthMax * 2);
  const weak = passwordFault(password, who.signIn);
  if (weak) return err(weak);
  const seed = checkNewSeed(ask.parts, { seed: textOf(ask, "seed"), code: codeOf(ask) });
  if (!seed.ok) return seed;
  const hash = await ask.passwords.hash(password);
  return takeIn(ask, token, who, async (tx, personId) => {
    await keepPassword(tx, ask.parts, personId, { hash, ...seed.value });
    return ok(personId);
  });
}

const noWay = async (): Promise<Result<string, Problem>> => err(linkGone());

async function takeIn(
  ask: Ask,
  token: string,
  who: Named,
  keepWay: (tx: Tx, personId: string) => Promise<Result<string, Problem>>,
): Promise<Result<EnteredAnew, Problem>> {
  const { parts } = ask;
  const { signIn, name } = who;
  try {
    return await parts.store.transaction(async (tx) => {
      const taken = await takeLink(tx, parts, token, { id: parts.ids.next(), signIn, name });
      if (!taken.ok) throw new NotTaken(taken.error);
      const way = await keepWay(tx, taken.value);
      // Nobody comes in without a way in: the link must be as it was.
      if (!way.ok) throw new NotTaken(way.error);
      const codes = await renewRecovery(tx, parts, taken.value);
      return ok({ ...(await enter(tx, ask, { id: taken.value }, "link")), codes });
    });
  } catch (cause) {
    if (cause instanceof NotTaken) return err(cause.problem);
    throw cause;
  }
}

/** Undoes the transaction. */
class NotTaken extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.sentence);
    this.problem = problem;
  }
}
