import { addSink, changeSinkTo, keepStandingSinks, openSettings, removeSink } from "../alerts/keep-sinks.ts";
import { findSinkKind } from "../alerts/sinks.ts";
import { nearest } from "../base/nearest.ts";
import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { quietHoursText, readQuietHours } from "../domain/alert/quiet-hours.ts";
import type { Message, Sent, Sink } from "../spec/sink.ts";
import { shareable } from "../spec/sink-kit/shareable.ts";
import { type Least, listSinkRows, noteSinkFailure, noteSinkSent, type SinkRow } from "../store/sink.ts";
import { failureProblem } from "./failure-problem.ts";
import type { Workplace } from "./workplace.ts";

/** A place where messages go, with its kind; absent when this version does not know it. */
export type SinkShown = { readonly row: SinkRow; readonly kind: Sink | undefined };

/** The places in use; the ones that are there from the start are made where they are not yet. */
export async function listSinks({ store, sinks, clock }: Workplace): Promise<readonly SinkShown[]> {
  await store.transaction((tx) => keepStandingSinks(tx, sinks.kinds, clock.now()));
  const rows = await listSinkRows(store);
  return rows.map((row) => ({ row, kind: sinks.kinds.find(({ id }) => id === row.kind) }));
}

export type SinkAsked = {
  /** The owner's name for it; that of its kind when absent. */
  readonly name?: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
  readonly least: Least;
  readonly reports: boolean;
  /** Hours in which it is left alone, as typed; absent: none. */
  readonly quiet?: QuietAsked | undefined;
};

/** "22:00-07:00" and the zone whose clocks are meant; "none" takes them away. */
export type QuietAsked = { readonly typed: string; readonly zone: string };

/**
 * Sends a test message to a new place and keeps it, its settings sealed, when that was taken. Problems:
 * `sink-unknown`, `sink-name`, `sink-exists`, `sink-settings`, and those of the place; then nothing is kept.
 */
export async function addSinkPlace(
  workplace: Workplace,
  kindId: string,
  asked: SinkAsked,
): Promise<Result<{ readonly row: SinkRow; readonly sent: Sent }, Problem>> {
  const { store, sealing, sinks, clock, actor } = workplace;
  const kind = findSinkKind(sinks.kinds, kindId);
  if (!kind.ok) return kind;
  const name = asked.name ?? kind.value.id;
  const quiet = quietText(asked.quiet, "");
  if (!quiet.ok) return quiet;
  const free = await freeName(workplace, kind.value, name);
  if (free) return err(free);
  const sent = await sendTest(workplace, kind.value, name, asked.settings);
  if (!sent.ok) return sent;
  const now = clock.now();
  const row = await store.transaction(async (tx) => {
    const added = await addSink(tx, sealing, { ...asked, name, kind: kind.value, quiet: quiet.value }, { actor, now });
    await noteSinkSent(tx, added.id, now);
    return { ...added, sentAt: now };
  });
  return ok({ row, sent: sent.value });
}

async function freeName(workplace: Workplace, kind: Sink, name: string): Promise<Problem | undefined> {
  const kept = "Nothing was changed.";
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) {
    const sentence = `"${name.slice(0, 60)}" cannot be a name: small letters, digits and "-" can, up to 40.`;
    return problem("sink-name", sentence, { kept, fields: { name: sentence } });
  }
  const taken = (await listSinks(workplace)).some(({ row }) => row.name === name);
  if (!taken) return undefined;
  return problem("sink-exists", `There is a place of the name "${name}" already.`, {
    kept,
    fix: kind.standing
      ? "It is there from the start and needs nothing."
      : `Give the new one another name with --name, or remove the old one: millrace sinks remove ${name}`,
  });
}

/** Sends a test message to a place in use. Problems: `sink-missing`, and those of the place. */
export async function testSink(workplace: Workplace, name: string): Promise<Result<Sent, Problem>> {
  const { store, sealing, clock } = workplace;
  const found = await findSink(workplace, name);
  if (!found.ok) return found;
  const { row, kind } = found.value;
  const settings = await openSettings(store, sealing, row);
  if (!kind || !settings) {
    return err(
      problem("sink-unknown", `This version of Millrace cannot send to ${row.name}.`, { kept: "It is kept." }),
    );
  }
  const sent = await sendTest(workplace, kind, row.name, settings);
  await store.transaction((tx) =>
    sent.ok ? noteSinkSent(tx, row.id, clock.now()) : noteSinkFailure(tx, row.id, sent.error.sentence, clock.now()),
  );
  return sent;
}

async function sendTest(
  { sinks, clock, ids }: Workplace,
  kind: Sink,
  name: string,
  settings: Readonly<Record<string, string>>,
): Promise<Result<Sent, Problem>> {
  const outlet = sinks.open(kind, name, settings);
  if (!outlet.ok) return outlet;
  const message: Message = {
    key: `test/${ids.next()}`,
    about: "test",
    at: clock.now(),
    title: "Millrace can reach you here.",
    lines: ["This is a test. What you want to be told will come to this place."],
  };
  const sent = await outlet.value.send(shareable(message, sinks.redact));
  return sent.ok ? sent : err(failureProblem(sent.error, "Nothing was changed."));
}

/** Takes a place out of use. Problems: `sink-missing`, `sink-standing`. */
export async function removeSinkPlace(workplace: Workplace, name: string): Promise<Result<SinkRow, Problem>> {
  const { store, clock, actor } = workplace;
  const found = await findSink(workplace, name);
  if (!found.ok) return found;
  const { row, kind } = found.value;
  if (kind?.standing) {
    return err(
      problem("sink-standing", `${kind.title} is always there.`, {
        kept: "Nothing was changed.",
        fix: `What goes there can be less: millrace sinks change ${name} --least none --no-reports`,
      }),
    );
  }
  await store.transaction((tx) => removeSink(tx, row, { actor, now: clock.now() }));
  return ok(row);
}

/** Changes what goes to a place; what is absent stays. Problems: `sink-missing`, `sink-quiet`. */
export async function changeSink(
  workplace: Workplace,
  name: string,
  change: {
    readonly least?: Least | undefined;
    readonly reports?: boolean | undefined;
    readonly quiet?: QuietAsked | undefined;
  },
): Promise<Result<SinkRow, Problem>> {
  const found = await findSink(workplace, name);
  if (!found.ok) return found;
  const { row } = found.value;
  const quiet = quietText(change.quiet, row.quiet);
  if (!quiet.ok) return quiet;
  const after = { least: change.least ?? row.least, reports: change.reports ?? row.reports, quiet: quiet.value };
  const { store, clock, actor } = workplace;
  await store.transaction((tx) => changeSinkTo(tx, row, after, { actor, now: clock.now() }));
  return ok({ ...row, ...after });
}

function quietText(asked: QuietAsked | undefined, before: string): Result<string, Problem> {
  if (asked === undefined) return ok(before);
  if (asked.typed.trim() === "none") return ok("");
  const hours = readQuietHours(asked.typed, asked.zone);
  if (hours.ok) return ok(quietHoursText(hours.value));
  const sentence = `"${asked.typed.slice(0, 40)}" cannot be quiet hours: ${hours.error}.`;
  const fix = "Write them as 22:00-07:00, or none.";
  return err(problem("sink-quiet", sentence, { kept: "Nothing was changed.", fix }));
}

async function findSink(workplace: Workplace, name: string): Promise<Result<SinkShown, Problem>> {
  const all = await listSinks(workplace);
  const found = all.find(({ row }) => row.name === name);
  if (found) return ok(found);
  const meant = nearest(
    name,
    all.map(({ row }) => row.name),
  );
  return err(
    problem("sink-missing", `Messages go to no place of the name "${name.slice(0, 60)}".`, {
      kept: "Nothing was changed.",
      fix: meant ? `Did you mean ${meant}?` : "`millrace sinks` lists them.",
    }),
  );
}
