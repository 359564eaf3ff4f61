import { createHash } from "node:crypto";
import type { Answer } from "../answer.ts";
import type { Code, Issued } from "./consent-state.ts";
import { newToken, type State } from "./state.ts";

/** A request at the addresses of consent: the path behind `/oauth`. */
export type ConsentCall = {
  readonly method: string;
  readonly path: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Id and secret of the header, where they are shown there. */
  readonly basic: { readonly id: string; readonly secret: string } | undefined;
  /** Where the platform is, for addresses that it gives out. */
  readonly origin: string;
};

const known = new Set([
  "edit_products",
  "edit_emails",
  "view_sales",
  "view_payouts",
  "mark_sales_as_shipped",
  "refund_sales",
  "edit_sales",
  "revenue_share",
  "ifttt",
  "view_profile",
  "edit_profile",
  "view_tax_data",
  "account",
  "view_public",
]);

const codeMs = 600_000;
const deviceSeconds = 600;
const deviceEverySeconds = 5;
const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code";

/** Answers at the addresses of consent. */
export function answerConsent(state: State, call: ConsentCall): Answer {
  switch (`${call.method} ${call.path}`) {
    case "GET /authorize":
    case "POST /authorize":
      return authorize(state, call);
    case "POST /token":
      return token(state, call);
    case "POST /device/code":
      return deviceCode(state, call);
    case "GET /device":
      return page(200, `<form method="post"><input name="user_code"><button>Continue</button></form>`);
    case "POST /device":
      return answerDevice(state, call.parameters.get("user_code") ?? "", true)
        ? page(200, "<p>Congratulations, you're all set!</p>")
        : page(404, "<p>This code is not known.</p>");
    default:
      return page(404, "<p>Not found</p>");
  }
}

/** What a token of a consent allows; undefined for one that is not good. Using it ends what it came from. */
export function scopesOfConsent(state: State, access: string): ReadonlySet<string> | undefined {
  const issued = state.consent.issued.find((one) => one.access === access);
  if (!issued || issued.revoked || ended(state, issued)) return undefined;
  const before = state.consent.issued.find((one) => one.refresh === issued.from);
  if (before) before.revoked = true;
  return issued.scopes;
}

function ended(state: State, { madeAt, seconds }: Issued): boolean {
  return seconds !== undefined && state.clock.now() >= madeAt + seconds * 1_000;
}

function authorize(state: State, { method, parameters }: ConsentCall): Answer {
  const { consent } = state;
  const redirectUri = parameters.get("redirect_uri") ?? "";
  if (parameters.get("client_id") !== consent.app.id)
    return page(401, "<p>Client authentication failed due to unknown client.</p>");
  if (!sameRedirect(redirectUri, consent.app.redirectUri))
    return page(400, "<p>The requested redirect uri is malformed or doesn't match client redirect URI.</p>");
  const back = (answer: Readonly<Record<string, string>>): Answer => {
    const query = new URLSearchParams({ ...answer, ...stateOf(parameters) });
    return { status: 302, contentType: "text/html", body: "", headers: { location: `${redirectUri}?${query}` } };
  };
  const scopes = (parameters.get("scope") ?? "view_public").split(/[\s+]+/).filter((one) => one !== "");
  if (parameters.get("response_type") !== "code") return back({ error: "unsupported_response_type" });
  if (scopes.some((one) => !known.has(one))) return back({ error: "invalid_scope" });
  const methodOf = parameters.get("code_challenge_method") ?? "plain";
  if (!["S256", "plain"].includes(methodOf)) return back({ error: "invalid_request" });
  if (consent.mode === "deny") return back({ error: "access_denied" });
  if (consent.mode === "ask" && method === "GET") return askPage(parameters, scopes);
  if (parameters.get("decision") === "deny") return back({ error: "access_denied" });
  const code = nextText(state);
  consent.codes.set(code, {
    redirectUri,
    scopes: given(state, scopes),
    challenge: parameters.get("code_challenge"),
    method: methodOf,
    madeAt: state.clock.now(),
    used: false,
  });
  return back({ code });
}

function stateOf(parameters: ReadonlyMap<string, string>): { state?: string } {
  const state = parameters.get("state");
  return state === undefined ? {} : { state };
}

function askPage(parameters: ReadonlyMap<string, string>, scopes: readonly string[]): Answer {
  const hidden = [...parameters]
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join("");
  const asked = scopes.map((one) => `<li>${escaped(one)}</li>`).join("");
  return page(
    200,
    `<p>Authorize this application to:</p><ul>${asked}</ul><form method="post">${hidden}<button>Authorize</button><button name="decision" value="deny">Deny</button></form>`,
  );
}

/** Addresses on this machine are the same whatever their port, as RFC 8252 asks. */
function sameRedirect(given: string, entered: string): boolean {
  if (!URL.canParse(given)) return false;
  const [one, other] = [new URL(given), new URL(entered)];
  if (["127.0.0.1", "[::1]"].includes(other.hostname)) one.port = other.port;
  return one.href === other.href;
}

function token(state: State, call: ConsentCall): Answer {
  if (!isApp(state, call)) return oauthError(401, "invalid_client", "Client authentication failed.");
  const { parameters } = call;
  switch (parameters.get("grant_type")) {
    case "authorization_code":
      return byCode(state, parameters);
    case "refresh_token":
      return byRefresh(state, parameters.get("refresh_token") ?? "");
    case deviceGrant:
      return byDevice(state, parameters.get("device_code") ?? "");
    default:
      return oauthError(400, "unsupported_grant_type", "The authorization grant type is not supported.");
  }
}

function isApp({ consent: { app } }: State, { parameters, basic }: ConsentCall): boolean {
  const id = basic?.id ?? parameters.get("client_id");
  const secret = basic?.secret ?? parameters.get("client_secret");
  return id === app.id && secret === app.secret;
}

function byCode(state: State, parameters: ReadonlyMap<string, string>): Answer {
  const code = state.consent.codes.get(parameters.get("code") ?? "");
  const good =
    code !== undefined &&
    !code.used &&
    state.clock.now() - code.madeAt <= codeMs &&
    code.redirectUri === parameters.get("redirect_uri") &&
    verified(code, parameters.get("code_verifier") ?? "");
  if (!good) return invalidGrant();
  code.used = true;
  return issue(state, code.scopes, undefined);
}

function verified({ challenge, method }: Code, verifier: string): boolean {
  if (challenge === undefined) return true;
  return (method === "S256" ? createHash("sha256").update(verifier).digest("base64url") : verifier) === challenge;
}

function byRefresh(state: State, refresh: string): Answer {
  const before = state.consent.issued.find((one) => one.refresh === refresh);
  if (!before || before.revoked) return invalidGrant();
  // Without a column for the one before, the old record is revoked whole: its access token too.
  if (!state.consent.grace) before.revoked = true;
  return issue(state, [...before.scopes], refresh);
}

function issue(state: State, scopes: readonly string[], from: string | undefined): Answer {
  const { consent } = state;
  const issued: Issued = {
    access: nextText(state),
    refresh: nextText(state),
    scopes: new Set(scopes),
    madeAt: state.clock.now(),
    seconds: consent.accessSeconds,
    from,
    revoked: false,
  };
  consent.issued.push(issued);
  return json(200, {
    access_token: issued.access,
    token_type: "Bearer",
    ...(issued.seconds === undefined ? {} : { expires_in: issued.seconds }),
    refresh_token: issued.refresh,
    scope: scopes.join(" "),
    created_at: Math.floor(issued.madeAt / 1_000),
  });
}

function deviceCode(state: State, call: ConsentCall): Answer {
  const { parameters, origin } = call;
  if (parameters.get("client_id") !== state.consent.app.id)
    return oauthError(401, "invalid_client", "Client authentication failed.");
  const scopes = (parameters.get("scope") ?? "view_public").split(/\s+/);
  if (scopes.some((one) => !known.has(one))) return oauthError(400, "invalid_scope", "The requested scope is invalid.");
  const device = nextText(state);
  const userCode = nextText(state)
    .replace(/[^A-Z]/g, "")
    .padEnd(8, "X")
    .slice(0, 8);
  const madeAt = state.clock.now();
  state.consent.devices.set(device, { userCode, scopes: given(state, scopes), madeAt, askedAt: 0, answer: "waiting" });
  return json(200, {
    device_code: device,
    user_code: userCode,
    verification_uri: `${origin}/oauth/device`,
    expires_in: deviceSeconds,
    interval: deviceEverySeconds,
  });
}

function byDevice(state: State, code: string): Answer {
  const device = state.consent.devices.get(code);
  const now = state.clock.now();
  if (!device || device.answer === "used") return invalidGrant();
  if (now - device.madeAt > deviceSeconds * 1_000) return oauthError(400, "expired_token", "The code has expired.");
  const hasty = now - device.askedAt < deviceEverySeconds * 1_000;
  device.askedAt = now;
  if (device.answer === "denied") return oauthError(400, "access_denied", "The request was denied.");
  if (device.answer === "approved") {
    device.answer = "used";
    return issue(state, device.scopes, undefined);
  }
  return hasty
    ? oauthError(400, "slow_down", "Ask less often.")
    : oauthError(400, "authorization_pending", "The authorization request is still pending.");
}

/** A person enters a device's code; false where there is no such code. */
export function answerDevice(state: State, userCode: string, yes: boolean): boolean {
  const device = [...state.consent.devices.values()].find((one) => one.userCode === userCode.trim().toUpperCase());
  if (device?.answer !== "waiting") return false;
  device.answer = yes ? "approved" : "denied";
  return true;
}

/** The seller takes the application's rights away, or all its tokens end at once. */
export function revokeConsent(state: State, what: "all" | "access"): void {
  for (const [place, one] of state.consent.issued.entries()) {
    if (what === "all") one.revoked = true;
    else state.consent.issued[place] = { ...one, seconds: 0 };
  }
}

function given(state: State, scopes: readonly string[]): readonly string[] {
  return scopes.filter((one) => !state.consent.withheld.includes(one));
}

function nextText(state: State): string {
  state.consent.made += 1;
  return newToken(state.seed, 1_000_000 + state.consent.made);
}

function invalidGrant(): Answer {
  return oauthError(
    400,
    "invalid_grant",
    "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
  );
}

function oauthError(status: number, error: string, description: string): Answer {
  return json(status, { error, error_description: description });
}

function json(status: number, value: unknown): Answer {
  return { status, contentType: "application/json; charset=utf-8", body: JSON.stringify(value) };
}

function page(status: number, inner: string): Answer {
  return { status, contentType: "text/html; charset=utf-8", body: `<!DOCTYPE html><html><body>${inner}</body></html>` };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
