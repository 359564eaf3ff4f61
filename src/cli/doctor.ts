import type { Command } from "commander";
import { type LoadedConfig, loadConfig } from "../base/config.ts";
import { ownRuntime } from "../base/own-runtime.ts";
import { portIsFree } from "../base/port-free.ts";
import type { Problem } from "../base/problem.ts";
import { examineRules } from "../operations/examine-rules.ts";
import { examine } from "../upkeep/doctor.ts";
import { examineRuntime } from "../upkeep/doctor-machine.ts";
import { type Finding, findingOf, fine } from "../upkeep/finding.ts";
import { loadMasterCandidates } from "../vault/master.ts";
import { withDebug, withExamples } from "./common-options.ts";
import { type CliContext, Exit } from "./context.ts";
import { progressOn } from "./progress.ts";
import { sayJson } from "./say.ts";
import { doctorSentence, doctorText } from "./text/doctor-text.ts";
import { paintFor } from "./text/paint.ts";

type Options = { readonly thorough?: boolean; readonly json?: boolean };

/** `millrace doctor` */
export function define(program: Command, context: CliContext): void {
  const command = withDebug(program.command("doctor"))
    .description(
      "Looks at everything that could keep Millrace from working or your books from being safe, and says for each what to do: runtime, disk, clock, port, settings, key, database, audit record, back-ups. Changes nothing in the books.",
    )
    .option("--thorough", "read every page of the database too; takes longer")
    .option("--json", "print JSON for scripts")
    .action((options: Options) => doctor(options, context));
  withExamples(command, "millrace doctor", "millrace doctor --thorough", "millrace doctor --json");
}

async function doctor(options: Options, context: CliContext): Promise<void> {
  const loaded = loadConfig(context.environment);
  const findings = loaded.ok
    ? [...settingsFindings(loaded.value.warnings), ...(await lookAtAll(loaded.value, options, context))]
    : [examineRuntime(ownRuntime()), ...loaded.error.map(settingsProblem)];
  const healthy = findings.every(({ state }) => state !== "bad");
  if (options.json) sayJson(context.out, { ok: healthy, sentence: doctorSentence(findings), checks: findings });
  else context.out.write(doctorText(findings, paintFor(context.out)));
  if (!healthy) throw new Exit(1);
}

async function lookAtAll({ config }: LoadedConfig, options: Options, context: CliContext): Promise<readonly Finding[]> {
  const { dataDir, databaseUrl, host, port } = config;
  const { clock, pid } = context;
  const progress = progressOn(context.err, clock);
  progress.show(options.thorough ? "Looking, and reading every page" : "Looking", undefined);
  try {
    const findings = await examine({
      runtime: ownRuntime(),
      dataDir,
      keys: loadMasterCandidates(config),
      databaseUrl,
      clock,
      pid,
      timeZone: context.machineTimeZone,
      listen: { host, port, isFree: () => portIsFree(host, port) },
      thorough: options.thorough ?? false,
    });
    return context.ruleFiles ? [...findings, await examineRules(context.ruleFiles)] : findings;
  } finally {
    progress.end();
  }
}

function settingsProblem(found: Problem): Finding {
  const fix =
    found.fix ?? "Change that variable, or that line of millrace.json; `millrace config` shows what each takes.";
  return findingOf("settings", "bad", { ...found, fix });
}

function settingsFindings(warnings: readonly Problem[]): readonly Finding[] {
  if (warnings.length === 0) return [fine("settings", "Every setting is understood.")];
  return warnings.map((warning) => findingOf("settings", "warn", warning));
}
