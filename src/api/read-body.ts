import { limits } from "../base/limits.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { ProblemStatus } from "./problem-status.ts";

/** More than any form of the dashboard sends; files have their own bound. */
const bodyBytesMax = 262_144;

export type Refused = { readonly status: ProblemStatus; readonly problem: Problem };

/** The body as text; `body-too-large` when it is larger than is taken, whatever its header said. */
export async function boundedText(request: Request, bytesMax: number = bodyBytesMax): Promise<Result<string, Refused>> {
  const tooLarge = err({
    status: 413 as const,
    problem: problem("body-too-large", "This is larger than is taken here, and was not read.", {
      fix: `At most ${Math.floor(bytesMax / 1024)} kB are taken.`,
    }),
  });
  if (Number(request.headers.get("content-length") ?? "0") > bytesMax) return tooLarge;
  if (!request.body) return ok("");
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of request.body) {
    bytes += piece.byteLength;
    if (bytes > bytesMax) return tooLarge;
    pieces.push(piece);
  }
  return ok(Buffer.concat(pieces).toString("utf8"));
}

/** The content type without its parameters, in small letters; "" when none is said. */
export function contentType(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** The body as JSON, and its text for the comparison of repeated requests. An empty one is no value. */
export async function readJson(request: Request): Promise<Result<{ text: string; json: unknown }, Refused>> {
  const text = await boundedText(request);
  if (!text.ok) return text;
  if (text.value === "") return ok({ text: "", json: undefined });
  if (contentType(request) !== "application/json")
    return refused(415, "not-json", "Only JSON is read here.", "Send it with content-type: application/json.");
  if (tooDeep(text.value))
    return refused(400, "too-deep", "This JSON is nested deeper than anything that is read.", "");
  try {
    return ok({ text: text.value, json: JSON.parse(text.value) });
  } catch {
    return refused(400, "not-json", "This is not JSON.", "Look for a missing bracket, comma or quotation mark.");
  }
}

function refused(status: ProblemStatus, code: string, sentence: string, fix: string): Result<never, Refused> {
  return err({ status, problem: problem(code, sentence, { kept: "Nothing was changed.", fix }) });
}

/** Looked at before it is parsed: the parser would follow a million brackets. */
function tooDeep(text: string): boolean {
  let open = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === "\\") at += 1;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "{" || letter === "[") {
      open += 1;
      if (open > limits.jsonDepthMax) return true;
    } else if (letter === "}" || letter === "]") open -= 1;
  }
  return false;
}
