import { sha256, toHex } from "../base/hash.ts";
import type { Route } from "./define-route.ts";

/** What a handler gave, as JSON with its tag; 304 when the asker has it already. */
export function jsonAnswer(route: Route, given: unknown, request: Request, check: boolean): Response {
  if (check) route.answer?.parse(given);
  const status = route.status ?? 200;
  const text = `${JSON.stringify(given)}\n`;
  if (route.method !== "get") return new Response(text, { status, headers: jsonType });
  const etag = `"${toHex(sha256(text)).slice(0, 32)}"`;
  if (tagsOf(request).includes(etag)) return new Response(null, { status: 304, headers: { etag } });
  return new Response(text, { status, headers: { ...jsonType, etag } });
}

const jsonType = { "content-type": "application/json; charset=utf-8" };

/** A weak tag names the same bytes here: they were made from the same data (RFC 9110 §13.1.2). */
function tagsOf(request: Request): readonly string[] {
  const said = request.headers.get("if-none-match") ?? "";
  return said.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
}
