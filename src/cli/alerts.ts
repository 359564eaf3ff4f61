import type { Command } from "commander";
import { ProblemError } from "../base/problem.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { momentName } from "../domain/time/written.ts";
import { listAlerts, type Silence, silenceAlert } from "../operations/alerts.ts";
import type { Alert } from "../store/alert.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { alertsText } from "./text/alerts-text.ts";
import { typedCount } from "./typed-count.ts";
import { withDesk } from "./with-desk.ts";

type ListOptions = CommonOptions & { readonly all?: boolean };
type QuietOptions = CommonOptions & { readonly hours: string };

const pastMax = 50;
const hourMs = 3_600_000;
const hoursMax = 24 * 90;

/** `millrace alerts` */
export function define(program: Command, context: CliContext): void {
  const alerts = program.command("alerts").description("What is not right now, and since when.");
  const list = withCommon(alerts.command("list", { isDefault: true }))
    .description("Lists what is not right now, the most urgent first.")
    .option("--all", "also what is over")
    .action((options: ListOptions) => list_(options, context));
  withExamples(list, "millrace alerts", "millrace alerts list --all --json");
  const ack = withCommon(alerts.command("ack"))
    .description("Says that you know: nothing more is told of it until it changes or is over.")
    .argument("<id>", "its number as the list shows it")
    .action((id: string, options: CommonOptions) => silence(id, () => ({ kind: "acknowledge" }), options, context));
  withExamples(ack, "millrace alerts ack 3");
  const quiet = withCommon(alerts.command("quiet"))
    .description("Hears nothing of it for a while, unless it gets worse.")
    .argument("<id>", "its number as the list shows it")
    .option("--hours <n>", "for how long", "24")
    .action((id: string, options: QuietOptions) => {
      const hours = typedCount(options.hours, "--hours", hoursMax);
      return silence(id, (now) => ({ kind: "quiet", until: now + hours * hourMs }), options, context);
    });
  withExamples(quiet, "millrace alerts quiet 3", "millrace alerts quiet 3 --hours 72");
  const tell = withCommon(alerts.command("tell"))
    .description("Takes both back: it is told of again.")
    .argument("<id>", "its number as the list shows it")
    .action((id: string, options: CommonOptions) => silence(id, () => ({ kind: "tell" }), options, context));
  withExamples(tell, "millrace alerts tell 3");
}

async function list_(options: ListOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const { open, past } = await listAlerts(workplace, options.all ? pastMax : 0);
    if (options.json)
      sayJson(context.out, {
        open: open.map((one) => ({ ...alertJson(one), well: one.well })),
        past: past.map(alertJson),
      });
    else context.out.write(alertsText(open, past, book.timeZone, context.out.columns));
  });
}

async function silence(
  id: string,
  how: (now: number) => Silence,
  options: CommonOptions,
  context: CliContext,
): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const asked = how(workplace.clock.now());
    const done = await silenceAlert(workplace, id, asked);
    if (!done.ok) throw new ProblemError(done.error);
    if (options.json) {
      sayJson(context.out, alertJson(done.value));
      return;
    }
    const words = {
      acknowledge: "You know of it",
      quiet: asked.kind === "quiet" ? `Nothing is told of it until ${momentName(asked.until, book.timeZone)}` : "",
      tell: "It is told of again",
    } as const;
    sayLine(context.out, `${words[asked.kind]}: ${done.value.title}`);
  });
}

function alertJson(alert: Alert): object {
  const time = (at: number | undefined): string | null => (at === undefined ? null : isoTime(at));
  const { id, key, severity, title, lines, since, seenAt, times, toldAt, acknowledgedAt, acknowledgedBy, overAt } =
    alert;
  return {
    id: id.toString(),
    key,
    severity,
    title,
    lines,
    since: isoTime(since),
    seenAt: isoTime(seenAt),
    times,
    toldAt: time(toldAt),
    acknowledgedAt: time(acknowledgedAt),
    acknowledgedBy: acknowledgedBy ?? null,
    overAt: time(overAt),
  };
}
