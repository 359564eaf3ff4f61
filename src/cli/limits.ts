import type { Command } from "commander";
import { isoTime } from "../domain/time/iso-time.ts";
import { engineRuns } from "../operations/engine-runs.ts";
import { type PlatformLimits, platformLimits } from "../operations/limits.ts";
import { askEngine } from "./ask-engine.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { limitsText } from "./text/limits-text.ts";
import { paintFor } from "./text/paint.ts";
import { withDesk } from "./with-desk.ts";

/** `millrace limits` */
export function define(program: Command, context: CliContext): void {
  const command = withCommon(program.command("limits"))
    .description("What is left of the calls that each platform allows, and when it is whole again.")
    .action((options: CommonOptions) => limits(options, context));
  withExamples(command, "millrace limits", "millrace limits --json");
}

async function limits(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book, loaded }) => {
    // Calls are counted where they are made: by the engine, while one runs.
    const told = engineRuns(workplace) ? await askEngine("/api/v1/limits", loaded.config, context) : undefined;
    const platforms = told === undefined ? await platformLimits(workplace) : readLimits(told);
    const by = told === undefined ? "command" : "engine";
    if (options.json) {
      const shown = platforms.map((one) => ({
        ...one,
        limits: one.limits.map((limit) => ({ ...limit, resetAt: isoTime(limit.resetAt) })),
      }));
      sayJson(context.out, { by, platforms: shown });
      return;
    }
    if (platforms.length === 0) sayLine(context.out, "No platform is connected.");
    else context.out.write(limitsText(platforms, book.timeZone, context.out.columns, paintFor(context.out)));
  });
}

/** The engine is of the same program: its answer is taken as it is. */
function readLimits(answer: unknown): readonly PlatformLimits[] {
  return (answer as { readonly platforms: readonly PlatformLimits[] }).platforms;
}
