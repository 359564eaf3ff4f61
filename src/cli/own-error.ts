import { join } from "node:path";
import { loadConfig } from "../base/config.ts";
import { limits } from "../base/limits.ts";
import { createLog } from "../base/log.ts";
import { logFile } from "../base/log-file.ts";
import { type Problem, problem } from "../base/problem.ts";
import { fileExists } from "../base/secret-file.ts";
import type { CliContext } from "./context.ts";
import { ownSecrets } from "./own-secrets.ts";

/** An error that nobody foresaw: one sentence for the person, the stack for the log. */
export function ownError(cause: unknown, args: readonly string[], context: CliContext): Problem {
  const path = logged(cause, args, context);
  const where =
    path === undefined ? "run the command again with --debug to see it in full" : `it is written in ${path}`;
  return problem("own-error", `Millrace met an error of its own; ${where}.`, {
    kept: "What was booked before is kept: books only ever change as a whole.",
  });
}

/** Writes the error to the log of the data directory, where there is one. */
function logged(cause: unknown, args: readonly string[], context: CliContext): string | undefined {
  const loaded = loadConfig(context.environment);
  if (!loaded.ok || !fileExists(loaded.value.config.dataDir)) return undefined;
  const path = join(loaded.value.config.dataDir, "logs", "millrace.log");
  let trouble = false;
  const file = logFile({
    path,
    bytesMax: limits.logFileBytesMax,
    filesMax: limits.logFilesMax,
    clock: context.clock,
    onTrouble: () => {
      trouble = true;
    },
  });
  const log = createLog({ level: "error", clock: context.clock, redactor: ownSecrets(context), file });
  log.error({ err: cause, command: args[0] ?? "", version: context.version }, "Millrace met an error of its own.");
  file.close();
  return trouble ? undefined : path;
}
