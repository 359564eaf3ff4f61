import { createStore } from "../state/store.ts";
import { ApiProblem, problemFrom } from "./problem.ts";

export type QueryValue = string | number | boolean | undefined | readonly string[];

export type Ask = {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON; a `File` or `FormData` goes as it is. */
  readonly body?: unknown;
  /** The same key on a repeated try makes the engine do it once. Every write gets one by itself. */
  readonly idempotencyKey?: string;
  /** The state the change was made on; the engine refuses if it has moved on (412). */
  readonly ifMatch?: string | undefined;
  readonly signal?: AbortSignal | undefined;
};

export type Answer<T> = { readonly data: T; readonly etag: string | undefined; readonly status: number };

/** Rises each time the engine says that nobody is signed in; the frame watches it and leads to /sign-in. */
export const signedOutStore = createStore(0);

/** `/api/v1` + path + query. Values left undefined are left out; lists are repeated. */
export function addressOf(path: string, query: Ask["query"] = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const text = params.toString();
  return `/api/v1${path}${text === "" ? "" : `?${text}`}`;
}

/** Asks the engine. Fails only with `ApiProblem` (or with the abort of `signal`). */
export async function ask<T>(path: string, options: Ask = {}): Promise<Answer<T>> {
  const method = options.method ?? "GET";
  const response = await send(addressOf(path, options.query), {
    method,
    headers: headersOf(method, options),
    credentials: "same-origin",
    ...(options.body === undefined ? {} : { body: bodyOf(options.body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (!response.ok) {
    if (response.status === 401) signedOutStore.set(signedOutStore.get() + 1);
    throw await problemFrom(response);
  }
  const data = response.status === 204 ? undefined : await contentOf(response);
  return { data: data as T, etag: response.headers.get("etag") ?? undefined, status: response.status };
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem({ status: 0, kind: "offline", title: "The engine cannot be reached" });
  }
}

const contentOf = (response: Response): Promise<unknown> =>
  response.headers.get("content-type")?.includes("json") ? response.json() : response.text();

const isRaw = (body: unknown): body is Blob | FormData => body instanceof Blob || body instanceof FormData;
const bodyOf = (body: unknown): BodyInit => (isRaw(body) ? body : JSON.stringify(body));

function headersOf(method: string, options: Ask): Record<string, string> {
  const headers: Record<string, string> = { accept: "application/json, application/problem+json" };
  if (options.body !== undefined && !isRaw(options.body)) headers["content-type"] = "application/json";
  if (method !== "GET") headers["idempotency-key"] = options.idempotencyKey ?? crypto.randomUUID();
  if (options.ifMatch) headers["if-match"] = options.ifMatch;
  return headers;
}
