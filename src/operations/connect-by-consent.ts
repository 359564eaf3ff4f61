import { fieldsOfGrant } from "../access/credential-fields.ts";
import { type Asked, askConsent } from "../access/oauth/begin.ts";
import type { Client, Consent, Grant } from "../access/oauth/consent.ts";
import { askDevice, beginDevice, type Device, exchangeCode } from "../access/oauth/exchange.ts";
import { readAnswer, readPasted } from "../access/oauth/read-answer.ts";
import { scopesFor } from "../access/oauth/write-scopes.ts";
import type { Failure } from "../base/egress/failure.ts";
import { type Problem, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { ActionKind } from "../domain/action/kinds.ts";
import type { Connector } from "../spec/connector.ts";
import type { Book } from "../store/book.ts";
import { type Connected, keepConnection } from "./connect-platform.ts";
import { failureProblem } from "./failure-problem.ts";
import { notePending } from "./pending-consent.ts";
import { hideGiven } from "./try-credentials.ts";
import type { Workplace } from "./workplace.ts";

/** A consent under way: for whom, and as which application. */
export type Consenting = {
  readonly workplace: Workplace;
  readonly random: Random;
  readonly book: Book;
  readonly connector: Connector;
  readonly consent: Consent;
  readonly client: Client;
};

/**
 * Where consents of a platform are given, for reading alone or also for acts of these kinds. Problem: `no-consent` for a
 * platform that has none.
 */
export function consentOf(
  { platforms }: Workplace,
  connector: Connector,
  writes: readonly ActionKind[] = [],
): Result<Consent, Problem> {
  const consent = platforms.consent(connector);
  if (consent) return ok({ ...consent, oauth: { ...consent.oauth, scopes: scopesFor(consent.oauth, writes) } });
  const sentence = `${connector.title} is not connected by consent (OAuth).`;
  const fix = `\`millrace connect ${connector.id}\` asks for what it needs.`;
  return err(problem("no-consent", sentence, { kept: nothing, fix }));
}

const nothing = "Nothing was connected.";

/** Makes the address at which the owner consents. From now on the account shows as pending, until it is known better. */
export async function beginConsent(consenting: Consenting, redirectUri: string): Promise<Asked> {
  const { workplace, book, consent, client, random } = consenting;
  await notePending(workplace, book, consent.platform, codeLivesMs);
  return askConsent(consent, client.id, redirectUri, random);
}

/** How long a consent that was begun shows as pending; the codes that platforms give live about as long. */
const codeLivesMs = 10 * 60_000;

/**
 * Takes the answer of the owner's browser, gets access for it, asks whose account it opens and keeps it. Problems: those
 * of the answer and of the platform; then nothing is kept.
 */
export async function finishConsent(
  consenting: Consenting,
  asked: Asked,
  answer: { readonly query: URLSearchParams } | { readonly pasted: string },
): Promise<Result<Connected, Problem>> {
  const { consent, client } = consenting;
  const code = "query" in answer ? readAnswer(consent, asked, answer.query) : readPasted(consent, asked, answer.pasted);
  if (!code.ok) return err(failureProblem(code.error, nothing));
  const grant = await exchangeCode(consent, client, asked, code.value);
  return grant.ok ? keepGrant(consenting, grant.value) : err(failureProblem(grant.error, nothing));
}

/** Asks for a code that the owner enters in a browser anywhere. */
export async function beginDeviceConsent(consenting: Consenting): Promise<Result<Device, Problem>> {
  const { workplace, book, consent, client } = consenting;
  const device = await beginDevice(consent, client);
  if (!device.ok) return err(failureProblem(device.error, nothing));
  await notePending(workplace, book, consent.platform, device.value.endsAt - workplace.clock.now());
  return device;
}

/** Waits until the owner has entered the code, then goes on as with any consent. */
export async function finishDeviceConsent(
  consenting: Consenting,
  device: Device,
  signal: AbortSignal,
): Promise<Result<Connected, Problem>> {
  const { workplace, consent, client } = consenting;
  const { clock } = workplace;
  let everyMs = device.everyMs;
  while (!signal.aborted && clock.now() < device.endsAt) {
    // Cut short by Ctrl-C: the loop sees it.
    await clock.sleep(everyMs, signal).catch(() => undefined);
    const answer = await askDevice(consent, client, device, signal);
    if (!answer.ok && answer.error.kind !== "transient" && answer.error.kind !== "rate-limit")
      return err(failureProblem(answer.error, nothing));
    if (answer.ok && answer.value.kind === "grant") return keepGrant(consenting, answer.value.grant);
    // RFC 8628 §3.5: five seconds more, for good; the same after a connection that broke.
    if (!answer.ok || (answer.value.kind === "not-yet" && answer.value.slower)) everyMs += 5_000;
  }
  const sentence = `The code for ${consent.title} was not entered in time.`;
  const fix = `Run \`millrace connect ${consent.platform} --oauth --device\` again.`;
  return err(problem("oauth-code-expired", sentence, { kept: nothing, fix }));
}

async function keepGrant(consenting: Consenting, grant: Grant): Promise<Result<Connected, Problem>> {
  const { workplace, random, book, connector, consent, client } = consenting;
  const lacking = lackingScopes(consent, grant);
  if (lacking) return err(failureProblem(lacking, nothing));
  const given = fieldsOfGrant(consent.oauth, client, grant);
  hideGiven(workplace, connector, given);
  const http = workplace.platforms.http(connector);
  const account = await connector.identify({ http, credential: (name) => given[name] ?? "" });
  if (!account.ok) return err(failureProblem(account.error, nothing));
  const { expiresAt, endsAt } = grant;
  const scopes = grant.scopes || consent.oauth.scopes.map(({ name }) => name).join(" ");
  const access = { way: "consent", expiresAt, endsAt, scopes } as const;
  // What the consent allows is known: the warning is about tokens that were made by hand.
  const known = { ...account.value, warnings: [] };
  return ok(await keepConnection(workplace, random, book, connector, { account: known, given, access }));
}

/** An owner may untick what was asked for, and some platforms do so by themselves. */
function lackingScopes({ title, oauth, platform }: Consent, { scopes }: Grant): Failure | undefined {
  if (scopes === "") return undefined;
  const held = new Set(scopes.split(/[\s,]+/));
  const lacking = oauth.scopes.filter(({ name }) => !held.has(name));
  if (lacking.length === 0) return undefined;
  const which = lacking.map((scope) => `${scope.name} (to ${scope.for})`).join(", ");
  return {
    kind: "auth",
    code: "scope-missing",
    sentence: `${title} gave access that lacks ${which}.`,
    fix: `Run \`millrace connect ${platform} --oauth\` again and allow all that is asked for.`,
  };
}
