import { parseIsoTime } from "../domain/time/iso-time.ts";
import { readAs } from "../insight/story/read-as.ts";
import type { Evidence } from "../insight/story/sale-story.ts";
import type { Story, StoryObservation } from "../intake/story.ts";

/** Fields shown of one observation; a document of hundreds of lines would bury its own story. */
const fieldsMax = 400;

/** Every raw thing seen of a sale, as received, with what was read from it. */
export function evidenceOf(story: Story): readonly Evidence[] {
  const meaning = readAs(story.known);
  return story.observations.map((one, i) => {
    const fields = (one.rows ?? []).flatMap(({ line, cells }) =>
      Object.entries(cells).map(([name, cell]) => {
        const hidden = cell === "[hidden]";
        const used = hidden ? undefined : meaning(cell);
        return { line, name, value: hidden ? "hidden" : cell, ...(used === undefined ? {} : { readAs: used }) };
      }),
    );
    const shown = fields.slice(0, fieldsMax);
    const lastLine = shown.at(-1)?.line;
    return {
      number: i + 1,
      source: one.source,
      kind: one.kind,
      how: howSeen(one),
      ...(one.file === undefined ? {} : { file: one.file }),
      ...(one.lineFrom === undefined ? {} : { lineFrom: one.lineFrom }),
      ...(one.lineTo === undefined ? {} : { lineTo: one.lineTo }),
      receivedAt: one.receivedAt,
      speaksFor: one.asOf,
      bytes: one.bytes ?? null,
      fingerprint: one.fingerprint,
      auditLink: linkOf(one, story),
      fields: one.rows === undefined ? null : shown,
      moreRows: (one.rows ?? []).filter(({ line }) => lastLine !== undefined && line > lastLine).length,
    };
  });
}

/** What is booked from an observation is recorded in the same commit, at the same moment. */
function linkOf(one: StoryObservation, story: Story): number | null {
  const at = parseIsoTime(one.receivedAt);
  return story.booked.find((txn) => parseIsoTime(txn.recordedAt) === at)?.auditLink ?? null;
}

function howSeen({ kind, source, file, lineFrom, lineTo }: StoryObservation): string {
  if (file !== undefined) {
    if (lineFrom === undefined) return file;
    return lineFrom === lineTo ? `${file}, line ${lineFrom}` : `${file}, lines ${lineFrom} to ${lineTo}`;
  }
  const ways: Readonly<Record<string, string>> = {
    poll: `Looked up at ${source}`,
    report: `Stated by ${source}`,
    webhook: `Told by ${source}, not believed`,
    manual: "Typed by a person",
  };
  return ways[kind] ?? kind;
}
