import { limits } from "../base/limits.ts";
import { listenOnLoopback } from "../base/loopback-listener.ts";
import type { Problem } from "../base/problem.ts";
import { ProblemError, problem } from "../base/problem.ts";
import type { Result } from "../base/result.ts";
import { Secret } from "../base/secret.ts";
import type { ActionKind } from "../domain/action/kinds.ts";
import {
  beginConsent,
  beginDeviceConsent,
  type Consenting,
  consentOf,
  finishConsent,
  finishDeviceConsent,
} from "../operations/connect-by-consent.ts";
import type { Connected } from "../operations/connect-platform.ts";
import { endPending } from "../operations/pending-consent.ts";
import type { Workplace } from "../operations/workplace.ts";
import type { Connector } from "../spec/connector.ts";
import type { OAuth } from "../spec/oauth.ts";
import type { Book } from "../store/book.ts";
import type { CliContext } from "./context.ts";
import { givenFields } from "./given-credentials.ts";
import { sayLine } from "./say.ts";

/** How the owner's browser and this command find each other. */
export type ConsentWay = "browser" | "paste" | "device";

/** Connects by the owner's consent. Everything for the person goes to the error output: the result may be JSON. */
export async function connectByConsent(
  context: CliContext,
  workplace: Workplace,
  book: Book,
  connector: Connector,
  way: ConsentWay,
  writes: readonly ActionKind[],
): Promise<Result<Connected, Problem>> {
  const consent = consentOf(workplace, connector, writes);
  if (!consent.ok) return consent;
  const { oauth } = consent.value;
  const client = await clientOf(context, connector, oauth, way);
  const consenting = { workplace, random: context.random, book, connector, consent: consent.value, client };
  try {
    if (way === "device") return await byDevice(context, consenting);
    return way === "paste" ? await byPaste(context, consenting) : await byBrowser(context, consenting);
  } finally {
    await endPending(workplace, book, connector.id);
  }
}

async function clientOf(
  context: CliContext,
  connector: Connector,
  oauth: OAuth,
  way: ConsentWay,
): Promise<Consenting["client"]> {
  const { id, secret } = oauth.client;
  if (context.input.isTerminal)
    for (const line of oauth.howTo) sayLine(context.err, line.replaceAll("{redirect}", loopback(oauth)));
  // What is piped in is the answer of the browser, when that is to be pasted.
  const given = await givenFields(secret ? [id, secret] : [id], connector.title, context, way !== "paste");
  const secretText = secret && given[secret.name];
  return { id: given[id.name] ?? "", secret: secretText ? new Secret(secretText) : undefined };
}

/** What is entered at the platform: the port is left out, since it is another one each time (RFC 8252 §7.3). */
function loopback({ redirectPath }: OAuth): string {
  return `http://127.0.0.1${redirectPath}`;
}

async function byBrowser(context: CliContext, consenting: Consenting): Promise<Result<Connected, Problem>> {
  const { oauth, title, platform } = consenting.consent;
  const listener = await listenOnLoopback(oauth.redirectPath, context.clock);
  try {
    const asked = await beginConsent(consenting, listener.address);
    sayLine(context.err, `Open this address in a browser on this machine, and consent at ${title} within a minute:`);
    sayLine(context.err, asked.url);
    const query = await listener.once(limits.consentWaitMsMax, context.stop);
    if (query) return await finishConsent(consenting, asked, { query });
    const sentence = `The browser did not come back from ${title} in time.`;
    const fix = `Run it again, or with --paste where the browser is on another machine: \`millrace connect ${platform} --oauth --paste\`.`;
    throw new ProblemError(problem("oauth-no-answer", sentence, { kept: "Nothing was connected.", fix }));
  } finally {
    await listener.close();
  }
}

async function byPaste(context: CliContext, consenting: Consenting): Promise<Result<Connected, Problem>> {
  const { oauth, title } = consenting.consent;
  const asked = await beginConsent(consenting, loopback(oauth));
  sayLine(context.err, `Open this address in any browser, and consent at ${title}:`);
  sayLine(context.err, asked.url);
  sayLine(
    context.err,
    "The browser then ends at an address that it cannot open; copy that address from its line, whole.",
  );
  // It holds the code: not shown, and never on the command line, which other users of the machine can see.
  const pasted = context.input.isTerminal
    ? await context.input.askHidden("The address, or the code in it (not shown): ")
    : await context.input.readAll();
  return finishConsent(consenting, asked, { pasted });
}

async function byDevice(context: CliContext, consenting: Consenting): Promise<Result<Connected, Problem>> {
  const device = await beginDeviceConsent(consenting);
  if (!device.ok) return device;
  const { address, userCode } = device.value;
  sayLine(context.err, `Open ${address} in any browser and enter this code: ${userCode}`);
  return finishDeviceConsent(consenting, device.value, context.stop);
}
