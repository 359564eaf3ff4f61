import { ApiProblem, problemFrom } from "../api/problem.ts";

type Options = {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  /** The book whose people and keys are meant. */
  readonly book?: string;
};

/**
 * Asks what lies below `/api/auth`: people and their ways in, no part of the API that programs use. Writes always carry
 * a body, as the door wants JSON. Fails only with `ApiProblem`.
 */
export async function askAuth<T>(path: string, { method = "GET", body = {}, book }: Options = {}): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json, application/problem+json" };
  const init: RequestInit = { method, credentials: "same-origin", headers };
  if (method !== "GET") {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  const query = book === undefined ? "" : `?book=${encodeURIComponent(book)}`;
  const response = await fetch(`/api/auth${path}${query}`, init).catch(() => undefined);
  if (response === undefined) throw new ApiProblem({ status: 0, kind: "offline", title: "" });
  if (!response.ok) throw await problemFrom(response);
  return (await response.json()) as T;
}

/** `POST` with a body, which is what most of it is. */
export const postAuth = <T>(path: string, body: unknown = {}): Promise<T> => askAuth<T>(path, { method: "POST", body });
