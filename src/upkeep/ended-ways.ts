import { counted } from "../domain/text/amount-text.ts";
import type { EndedWays } from "../store/people-restore.ts";

/** What a person should know of the ways in after older books came back. */
export function waysNotes({ sessions, links, keys }: EndedWays): readonly string[] {
  const notes: string[] = [];
  if (sessions > 0 || links > 0) {
    const ended = `${counted(sessions, "session")} and ${counted(links, "one-time link")}`;
    notes.push(`What the back-up held of them was ended: ${ended}. Everybody signs in anew.`);
  }
  if (keys > 0)
    notes.push(
      `${counted(keys, "key")} of programs can be used as when the back-up was made, also those ended since: \`millrace people keys\` lists them, \`--end <id>\` ends one. People, roles and ways in are those of that moment, too.`,
    );
  return notes;
}
