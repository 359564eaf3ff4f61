import { err } from "../../base/result.ts";
import { zoneNamed } from "../../domain/time/zone.ts";
import type { FileProfile } from "../../spec/file-profile.ts";
import { explain } from "./explain.ts";
import { guessCertainty, guessedSource, guessMapping } from "./guess.ts";
import { columnIndex, type Mapping } from "./mapping.ts";
import { openMapped } from "./open-mapped.ts";

/** Any file whose columns bear names that speak for themselves. Known layouts are always preferred to it. */
export const profile: FileProfile = {
  id: "generic",
  title: "Any CSV, by the names of its columns",
  source: guessedSource,
  recognise: guessCertainty,
  open(context) {
    if (!zoneNamed(context.timeZone)) {
      return err(`"${context.timeZone}" is not a time zone known here; give an IANA name such as "Europe/London".`);
    }
    const guess = guessMapping(context.header, context.sample ?? [], context.timeZone);
    return guess.ok
      ? openMapped(guess.value, context)
      : err(`${guess.error} Say with a mapping file what the columns mean.`);
  },
  describe(context) {
    const guess = guessMapping(context.header, context.sample ?? [], "UTC");
    return guess.ok ? explain(guess.value, context.header) : [guess.error];
  },
};

/** A profile for the files that a mapping describes; forced or not, it recognises a header with all its columns. */
export function genericProfile(mapping: Mapping): FileProfile {
  return {
    id: "mapping",
    title: mapping.title ?? mapping.source,
    source: mapping.source,
    recognise: (header) => (Object.values(mapping.columns).every((name) => columnIndex(header, name) >= 0) ? 1 : 0),
    open: (context) => openMapped(mapping, context),
    describe: ({ header }) => explain(mapping, header),
  };
}
