import type { Failure } from "../../base/egress/failure.ts";
import type { Answer, Call } from "../../base/egress/http.ts";
import { jsonOf } from "../../base/egress/json.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { ConnectorContext } from "../../spec/connector.ts";
import { quoted } from "../../spec/profile-kit/text.ts";

/** What Gumroad answered to a call it understood. */
export type Reply =
  | {
      readonly kind: "done";
      readonly body: Readonly<Record<string, unknown>>;
      readonly text: string;
      readonly startedAt: number;
    }
  /** Gumroad's "no", with its own sentence: not found, not allowed in this state, not valid. */
  | { readonly kind: "no"; readonly message: string; readonly startedAt: number };

type Query = Readonly<Record<string, string>>;

/** Asks for something. `path` begins with "/" and has its variable parts encoded. */
export function get(context: ConnectorContext, path: string, query: Query = {}): Promise<Result<Reply, Failure>> {
  return send(context, { method: "GET", path, query });
}

/** Sets something; sent at most once. */
export function put(context: ConnectorContext, path: string, form: Query): Promise<Result<Reply, Failure>> {
  return send(context, { method: "PUT", path, body: new URLSearchParams({ ...form }).toString() }, formType);
}

/** Asks for something that a "no" cannot answer: a list, the own account. */
export async function getDone(
  context: ConnectorContext,
  path: string,
  query: Query = {},
): Promise<Result<Reply & { kind: "done" }, Failure>> {
  const reply = await get(context, path, query);
  if (!reply.ok) return reply;
  return reply.value.kind === "done" ? ok(reply.value) : err(refusedCall(reply.value.message));
}

const formType = { "content-type": "application/x-www-form-urlencoded" };

/** The token goes into a header only: addresses end up in logs. */
async function send(context: ConnectorContext, call: Call, headers: Query = {}): Promise<Result<Reply, Failure>> {
  const token = context.credential("token").trim();
  if (!/^[\x21-\x7e]+$/.test(token)) return err(noToken);
  const answer = await context.http.call({
    ...call,
    headers: { ...headers, authorization: `Bearer ${token}`, accept: "application/json" },
    ...(context.signal ? { signal: context.signal } : {}),
  });
  return answer.ok ? replyOf(answer.value, token) : err(inGumroadsWords(answer.error));
}

const noToken: Failure = {
  kind: "auth",
  code: "token-unusable",
  sentence: "The access token for Gumroad is empty or has characters that no token has.",
  fix: "Copy it again from Settings, Advanced, Applications, and connect Gumroad again.",
};

/** Gumroad says most of its noes with status 200, so that status and `success` must both agree. */
function replyOf(answer: Answer, token: string): Result<Reply, Failure> {
  const { startedAt, status, text } = answer;
  if (status > 299 && status < 400) return err({ ...unexpected("a pointer to another address"), status });
  const body = bodyOf(answer);
  if (!body.ok) return body;
  const message = sentenceOf(body.value).replaceAll(token, "…");
  if (status === 400) return err(badRequest(message));
  if (status === 404) return ok({ kind: "no", message, startedAt });
  if (status > 299) return err({ ...unexpected(`status ${status}`), status });
  if (body.value["success"] === true) return ok({ kind: "done", body: body.value, text, startedAt });
  if (body.value["success"] === false) return ok({ kind: "no", message, startedAt });
  return err({ ...unexpected("an answer that does not say whether it worked"), status });
}

function bodyOf(answer: Answer): Result<Readonly<Record<string, unknown>>, Failure> {
  const read = jsonOf(answer, "Gumroad");
  if (!read.ok) return read;
  if (isRecord(read.value)) return ok(read.value);
  return err({ ...unexpected("something that is no object"), status: answer.status });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Errors stand under `error`, refusals under `message`. What they repeat of a call may hold the token. */
function sentenceOf(body: Readonly<Record<string, unknown>>): string {
  const said = body["message"] ?? body["error"];
  return typeof said === "string" ? said : "";
}

function badRequest(message: string): Failure {
  if (/timed out/i.test(message)) {
    return {
      kind: "transient",
      code: "query-timeout",
      status: 400,
      sentence: "Gumroad took too long to look the sales up.",
    };
  }
  if (/page_key/i.test(message)) {
    return {
      kind: "fatal",
      code: "cursor-refused",
      status: 400,
      sentence: "Gumroad no longer knows the place where the list was left.",
      fix: "The list is read again from its beginning.",
    };
  }
  return { ...refusedCall(message), status: 400 };
}

/** Whether a "no" says that there is no such thing, and not that this may not be asked. */
export function notFound(message: string): boolean {
  return /not found|does not exist|could not be found/i.test(message);
}

/** Gumroad's "no" where only an answer will do. */
export function refusedCall(message: string): Failure {
  const said = message === "" ? " without a reason" : `: ${quoted(message)}`;
  return { kind: "fatal", code: "call-refused", sentence: `Gumroad refused what was asked${said}.` };
}

function unexpected(what: string): Failure {
  return { kind: "fatal", code: "unexpected-answer", sentence: `Gumroad answered with ${what}.` };
}

/** The door knows that access was refused; what a person can do about it is known here. */
function inGumroadsWords(failure: Failure): Failure {
  if (failure.kind !== "auth") return failure;
  if (failure.status === 401) {
    return {
      ...failure,
      kind: "auth",
      code: "access-refused",
      sentence: "Gumroad refused the access token.",
      fix: "Make a new one under Settings, Advanced, Applications, and connect Gumroad again.",
    };
  }
  if (failure.status === 403) {
    return {
      ...failure,
      kind: "auth",
      code: "scope-missing",
      sentence: "The Gumroad access token does not allow this.",
      fix: "Connect Gumroad with a token that may view sales and payouts.",
    };
  }
  return failure;
}
