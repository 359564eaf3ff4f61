import { isoTime } from "../../domain/time/iso-time.ts";
import type { Sink } from "../../spec/sink.ts";
import type { SinkRow } from "../../store/sink.ts";

/** A place where messages go, as the dashboard shows it; `kind` is absent when this version does not know it. */
export function sinkJson(row: SinkRow, kind: Sink | undefined) {
  const { name, least, reports, quiet, createdAt, sentAt, failure, failingSince } = row;
  return {
    name,
    kind: row.kind,
    title: kind?.title ?? row.kind,
    standing: kind?.standing ?? false,
    least,
    reports,
    quiet: quiet === "" ? null : quiet,
    createdAt: isoTime(createdAt),
    sentAt: sentAt === undefined ? null : isoTime(sentAt),
    failure: failure ?? null,
    failingSince: failingSince === undefined ? null : isoTime(failingSince),
  };
}

/** What can be set up, with what each needs. */
export function sinkKindJson({ id, title, fields }: Sink) {
  return {
    id,
    title,
    fields: fields.map(({ name, label, help, secret, required, byDefault, choices }) => ({
      name,
      title: label,
      help,
      secret,
      required,
      byDefault: byDefault ?? null,
      choices: [...(choices ?? [])],
    })),
  };
}
