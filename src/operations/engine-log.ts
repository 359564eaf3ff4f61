import type { LoggedLine, TailAsked } from "../base/log-tail.ts";
import type { EngineFacts } from "./engine-facts.ts";
import type { Workplace } from "./workplace.ts";

/**
 * The newest events of the engine's log, the newest first; undefined where it keeps no file. What has become known as
 * secret since a line was written is taken out of it too.
 */
export async function engineLog(
  { sinks }: Pick<Workplace, "sinks">,
  facts: Pick<EngineFacts, "logTail">,
  asked: TailAsked,
): Promise<readonly LoggedLine[] | undefined> {
  const lines = await facts.logTail?.(asked);
  return lines?.map(({ fields, sentence, ...line }) => ({
    ...line,
    sentence: sinks.redact(sentence),
    fields: Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, sinks.redact(text)])),
  }));
}
