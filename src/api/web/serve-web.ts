import type { Context } from "hono";
import { sha256, toHex } from "../../base/hash.ts";
import { toBase64 } from "../../domain/audit/note.ts";
import type { WebFile, WebFiles } from "./web-files.ts";

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  webmanifest: "application/manifest+json; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  ico: "image/x-icon",
  webp: "image/webp",
  woff2: "font/woff2",
  txt: "text/plain; charset=utf-8",
  map: "application/json; charset=utf-8",
};

/** Files whose name has their content's hash in it: the same name is always the same file. */
const hashed = /^\/assets\/.+[-.][\w-]{8,}\.\w+$/;

/**
 * The dashboard: a file of it, or its page for every address that is no file, since its pages have addresses too.
 * Undefined where nothing is to be found.
 */
export async function serveWeb(c: Context, files: WebFiles): Promise<Response | undefined> {
  const path = plainPath(c.req.path);
  if (path === undefined) return undefined;
  const named = /\.(\w+)$/.exec(path)?.[1];
  const file = named === undefined ? undefined : await files.read(path);
  if (file && path !== "/index.html") return fileAnswer(c, path, file);
  if (named !== undefined && named !== "html") return undefined;
  const page = await files.read("/index.html");
  return page && pageAnswer(c, page);
}

/** The address as a path below the dashboard's folder; undefined for what could lead elsewhere. */
function plainPath(asked: string): string | undefined {
  // Names of files are plain: what is written otherwise is no file of ours.
  if (!/^\/[\w\-./~%@]*$/.test(asked) || asked.length > 500) return undefined;
  return asked.includes("%") || asked.split("/").some((part) => part.startsWith(".")) ? "/" : asked;
}

function fileAnswer(c: Context, path: string, file: WebFile): Response {
  const kind = types[/\.(\w+)$/.exec(path)?.[1] ?? ""] ?? "application/octet-stream";
  const forever = hashed.test(path);
  const cache = forever ? "public, max-age=31536000, immutable" : "no-cache";
  // A worker lives by the policy of its own file: the live line and the offline shell ask this engine, and nobody else.
  const script = kind.startsWith("text/javascript") ? { "content-security-policy": scriptPolicy } : {};
  return answer(c, file, { "content-type": kind, "cache-control": cache, ...script });
}

const scriptPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'";

function pageAnswer(c: Context, page: WebFile): Response {
  const kind = "text/html; charset=utf-8";
  const policy = pagePolicy(Buffer.from(page.bytes).toString("utf8"));
  return answer(c, page, { "content-type": kind, "cache-control": "no-cache", "content-security-policy": policy });
}

function answer(c: Context, file: WebFile, headers: Readonly<Record<string, string>>): Response {
  const etag = `"${toHex(sha256(file.bytes)).slice(0, 32)}"`;
  const all = { ...headers, etag, vary: "accept-encoding" };
  if ((c.req.header("if-none-match") ?? "").includes(etag)) return new Response(null, { status: 304, headers: all });
  const takes = (c.req.header("accept-encoding") ?? "").toLowerCase();
  if (file.br && /\bbr\b/.test(takes)) return new Response(file.br, { headers: { ...all, "content-encoding": "br" } });
  if (file.gzip && /\bgzip\b/.test(takes))
    return new Response(file.gzip, { headers: { ...all, "content-encoding": "gzip" } });
  return new Response(file.bytes, { headers: all });
}

/** Everything from here and nothing inline, but for styles that stand in the page itself, named by their hashes. */
function pagePolicy(html: string): string {
  const styles = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(
    ([, text = ""]) => `'sha256-${toBase64(sha256(text))}'`,
  );
  return [
    "default-src 'self'",
    "script-src 'self'",
    ["style-src 'self'", ...styles].join(" "),
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
