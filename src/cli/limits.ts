import type { Command } from "commander";
import { isoTime } from "../domain/time/iso-time.ts";
import { platformLimits } from "../operations/limits.ts";
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
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    // All processes of a data directory count together: what the engine took is known here too.
    const platforms = await platformLimits(workplace);
    if (options.json) {
      const shown = platforms.map((one) => ({
        ...one,
        limits: one.limits.map((limit) => ({ ...limit, resetAt: isoTime(limit.resetAt) })),
      }));
      sayJson(context.out, { platforms: shown });
      return;
    }
    if (platforms.length === 0) sayLine(context.out, "No platform is connected.");
    else context.out.write(limitsText(platforms, book.timeZone, context.out.columns, paintFor(context.out)));
  });
}
