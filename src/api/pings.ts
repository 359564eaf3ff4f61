import type { Context } from "hono";
import type { PingDoor } from "../intake/live/ping-door.ts";
import { problemResponse } from "./problem-response.ts";

/** More than any platform's message has; a larger one is not read. */
const bodyBytesMax = 262_144;

/**
 * `POST /pings/:platform/:address`: a platform's message. Stored durably, then answered; read later. Whoever sends what
 * nobody waits for learns nothing: every message that was received is answered alike.
 */
export async function takePing(c: Context, door: PingDoor): Promise<Response> {
  const length = Number(c.req.header("content-length") ?? "0");
  if (!(length <= bodyBytesMax)) return tooLarge(c);
  const body = await boundedText(c.req.raw);
  if (body === undefined) return tooLarge(c);
  const address = c.req.param("address") ?? "";
  await door.take({ address, contentType: c.req.header("content-type") ?? "", body });
  return c.body(null, 204);
}

function tooLarge(c: Context): Response {
  return problemResponse(c, 413, { code: "message-too-large", sentence: "The message is too large and was not read." });
}

/** The body as text; undefined when it is larger than is taken, whatever its header said. */
async function boundedText(request: Request): Promise<string | undefined> {
  if (!request.body) return "";
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of request.body) {
    bytes += piece.byteLength;
    if (bytes > bodyBytesMax) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
