import type { Failure } from "../../base/egress/failure.ts";
import type { Answer } from "../../base/egress/http.ts";
import type { Result } from "../../base/result.ts";
import type { WebSinkContext } from "../sink.ts";

/** Answers to a message are short. */
const answerBytesMax = 64 * 1024;
/** Nobody waits for a message, but the next one waits for this. */
const timeoutMs = 20_000;

export type Post = {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string;
};

/** Sends JSON once. */
export function postJson(context: WebSinkContext, post: Post): Promise<Result<Answer, Failure>> {
  return context.http.call({
    method: "POST",
    ...post,
    headers: { ...post.headers, "content-type": "application/json; charset=utf-8" },
    bytesMax: answerBytesMax,
    timeoutMs,
    ...(context.signal === undefined ? {} : { signal: context.signal }),
  });
}

/** A member of a JSON object in text; undefined where there is none. */
export function memberOf(text: string, name: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  } catch {
    // What is no JSON has no members.
    return undefined;
  }
}
