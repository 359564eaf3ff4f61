import type { ApiCall } from "./api.ts";
import type { ConsentCall } from "./consent.ts";
import type { DoorCall } from "./doors.ts";

/** Reads a request of the API; `path` is what stands behind `/v2`. */
export async function readCall(request: Request, path: string): Promise<ApiCall> {
  const at = request.url.indexOf("?");
  const query = new URLSearchParams(at < 0 ? "" : request.url.slice(at + 1));
  const parameters = new Map<string, string>(query);
  if (request.method !== "GET" && request.method !== "HEAD") {
    for (const [key, value] of bodyParameters(await request.text())) parameters.set(key, value);
  }
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  return {
    method: request.method,
    path: path.replace(/\.json$/, "").replace(/(.)\/$/, "$1"),
    query,
    parameters,
    token: bearer ?? parameters.get("access_token"),
  };
}

/** Reads a request at the addresses of consent; `path` is what stands behind `/oauth`. */
export async function readConsent(request: Request, path: string): Promise<ConsentCall> {
  const { method, parameters } = await readCall(request, path);
  const url = new URL(request.url);
  return { method, path, parameters, basic: basicOf(request), origin: url.href.slice(0, url.href.indexOf("/oauth/")) };
}

function basicOf(request: Request): ConsentCall["basic"] {
  const encoded = /^Basic\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [id = "", secret = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { id: decodeURIComponent(id), secret: decodeURIComponent(secret) };
}

/** A body is a form or JSON; which of them it shows itself. */
function bodyParameters(body: string): readonly (readonly [string, string])[] {
  const parsed = jsonObject(body);
  if (parsed === undefined) return [...new URLSearchParams(body)];
  return Object.entries(parsed).map(([key, value]) => [
    key,
    typeof value === "object" ? JSON.stringify(value) : String(value),
  ]);
}

/** Reads a request at a control door; its body is JSON. */
export async function readDoor(request: Request, name: string): Promise<DoorCall> {
  const body = request.method === "GET" ? undefined : jsonObject(await request.text());
  return { method: request.method, name, body: body ?? {} };
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    // Not JSON: then it is read as a form, as the platform does.
    return undefined;
  }
}
