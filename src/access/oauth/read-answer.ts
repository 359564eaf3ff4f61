import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { Secret } from "../../base/secret.ts";
import type { Asked } from "./begin.ts";
import type { Consent } from "./consent.ts";

/** The code in the answer with which the browser came back, if it is the answer to what was asked. */
export function readAnswer(consent: Consent, asked: Asked, answer: URLSearchParams): Result<Secret, Failure> {
  const once = (name: string): string | undefined => {
    const values = answer.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  };
  // First of all: what is not an answer to this question is not read any further.
  if (!equalTexts(once("state") ?? "", asked.state)) return err(otherState(consent));
  const { issuer } = consent.oauth;
  if (issuer !== undefined && once("iss") !== issuer) return err(otherIssuer(consent));
  const refused = once("error");
  if (refused !== undefined) return err(refusal(consent, refused));
  const code = once("code") ?? "";
  return isCode(code) ? ok(new Secret(code)) : err(noCode(consent));
}

/**
 * The code in what a person pasted: the whole address the browser ended at, or the code alone. A code alone cannot be
 * told from another question's; the verifier, which only this process knows, still keeps it from being of use.
 */
export function readPasted(consent: Consent, asked: Asked, pasted: string): Result<Secret, Failure> {
  const text = pasted.trim();
  if (text.length > pastedLengthMax) return err(notPasted(consent));
  if (/^https?:/i.test(text)) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const wanted = new URL(asked.redirectUri);
    if (url?.hostname !== wanted.hostname || url.pathname !== wanted.pathname)
      return err(otherAddress(consent, asked.redirectUri));
    return readAnswer(consent, asked, url.searchParams);
  }
  if (text.startsWith("?") || /(?:^|&)(?:code|error)=/.test(text))
    return readAnswer(consent, asked, new URLSearchParams(text));
  return isCode(text) ? ok(new Secret(text)) : err(notPasted(consent));
}

const pastedLengthMax = 8_000;

/** RFC 6749 appendix A.11: printable characters; a space would mean that more than the code was copied. */
function isCode(text: string): boolean {
  return /^[\x21-\x7e]{1,4000}$/.test(text);
}

/** Takes as long for a wrong text as for the right one. */
function equalTexts(one: string, other: string): boolean {
  let different = one.length ^ other.length;
  for (let i = 0; i < other.length; i++) different |= one.charCodeAt(i % (one.length || 1)) ^ other.charCodeAt(i);
  return different === 0;
}

function otherState({ title, platform }: Consent): Failure {
  return {
    kind: "auth",
    code: "oauth-state",
    sentence: `The answer that came is not to what was asked of ${title} here: its state is another one.`,
    fix: `It may be from an older try, or forged. ${again(platform)}`,
  };
}

function otherIssuer({ title, platform }: Consent): Failure {
  return {
    kind: "auth",
    code: "oauth-issuer",
    sentence: `The answer that came does not say that it is from ${title}.`,
    fix: again(platform),
  };
}

function refusal({ title, platform }: Consent, error: string): Failure {
  if (error === "access_denied") {
    const sentence = `${title} says that the consent was not given.`;
    return { kind: "auth", code: "oauth-denied", sentence, fix: again(platform) };
  }
  const sentence = `${title} refused to ask for consent (${errorName(error)}).`;
  const fix = "Check the application at the platform: its id, its redirect address, and what it may ask for.";
  return { kind: "auth", code: "oauth-refused", sentence, fix };
}

function noCode({ title, platform }: Consent): Failure {
  const sentence = `${title} sent the browser back without a code.`;
  return { kind: "auth", code: "oauth-no-code", sentence, fix: again(platform) };
}

function otherAddress({ title }: Consent, redirectUri: string): Failure {
  return {
    kind: "auth",
    code: "oauth-redirect",
    sentence: `What was pasted is not the address that ${title} sends the browser to, which begins with ${redirectUri}.`,
    fix: "Consent first; then copy the whole address from the browser, even if it shows an error page.",
  };
}

function notPasted({ title }: Consent): Failure {
  return {
    kind: "auth",
    code: "oauth-pasted",
    sentence: `What was pasted is neither the address that ${title} sent the browser to nor a code.`,
    fix: "Copy the whole address from the browser once you have consented, even if it shows an error page.",
  };
}

function again(platform: string): string {
  return `Run \`millrace connect ${platform} --oauth\` again.`;
}

/** An error's name as the standards write them; anything else is not repeated. */
export function errorName(error: unknown): string {
  return typeof error === "string" && /^[a-z_]{1,40}$/.test(error) ? error : "an unknown reason";
}
