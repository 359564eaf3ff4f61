import type { Context } from "hono";
import { problem } from "../base/problem.ts";
import type { PingDoor } from "../intake/live/ping-door.ts";
import { problemAnswer } from "./problem-response.ts";
import { boundedText } from "./read-body.ts";

/** More than any platform's message has; a larger one is not read. */
const bodyBytesMax = 262_144;

/**
 * `POST /pings/:platform/:address`: a platform's message. Stored durably, then answered; read later. Whoever sends what
 * nobody waits for learns nothing: every message that was received is answered alike.
 */
export async function takePing(c: Context, door: PingDoor): Promise<Response> {
  const body = await boundedText(c.req.raw, bodyBytesMax);
  if (!body.ok) return problemAnswer(413, problem("message-too-large", "The message is too large and was not read."));
  const address = c.req.param("address") ?? "";
  await door.take({ address, contentType: c.req.header("content-type") ?? "", body: body.value });
  return c.body(null, 204);
}
