import { type Problem, problem } from "../../base/problem.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { FileProfile } from "../../spec/file-profile.ts";
import type { HeaderCandidate } from "../csv/find-header.ts";

export type ChosenProfile = {
  readonly profile: FileProfile;
  readonly header: HeaderCandidate;
  /** 0–1, as `FileProfile.recognise`; 0 when a person forced the profile on a file that it does not recognise. */
  readonly certainty: number;
};

/**
 * Finds the header and the profile that belong together: the most certain pair wins, of equally certain ones of the
 * same profile the earliest line. `forced` is the id a person gave with `--as`.
 */
export function chooseProfile(
  candidates: readonly HeaderCandidate[],
  profiles: readonly FileProfile[],
  forced?: string,
): Result<ChosenProfile, Problem> {
  if (candidates.length === 0) {
    return err(
      problem("no-header", "No line of the file looks like a header: none of the first lines has two cells or more.", {
        fix: "Check that the file is the CSV that the platform gave out.",
      }),
    );
  }
  if (forced !== undefined) return forcedProfile(candidates, profiles, forced);
  const best = mostCertain(candidates, profiles);
  const [first, second] = best;
  if (!first) return err(unknownLayout(candidates, profiles));
  if (second) return err(ambiguousLayout(best));
  return ok(first);
}

function forcedProfile(
  candidates: readonly HeaderCandidate[],
  profiles: readonly FileProfile[],
  id: string,
): Result<ChosenProfile, Problem> {
  const profile = profiles.find((one) => one.id === id);
  if (!profile) {
    return err(
      problem("unknown-profile", `There is no file layout "${id}".`, { fix: `Known with --as: ${known(profiles)}.` }),
    );
  }
  const [recognised] = mostCertain(candidates, [profile]);
  return ok(recognised ?? { profile, header: likeliestHeader(candidates), certainty: 0 });
}

/** The most certain choices, at most one per profile. */
function mostCertain(candidates: readonly HeaderCandidate[], profiles: readonly FileProfile[]): ChosenProfile[] {
  let best: ChosenProfile[] = [];
  let certainty = 0;
  for (const profile of profiles) {
    for (const header of candidates) {
      const sure = profile.recognise(header.cells);
      if (sure === 0 || sure < certainty) continue;
      if (sure > certainty) best = [];
      certainty = sure;
      const mine = best.findIndex((one) => one.profile === profile);
      if (mine < 0) best.push({ profile, header, certainty });
      else if (header.line < (best[mine] as ChosenProfile).header.line) best[mine] = { profile, header, certainty };
    }
  }
  return best;
}

/** Without a profile that knows it: the first of the records with the most filled cells. */
function likeliestHeader(candidates: readonly HeaderCandidate[]): HeaderCandidate {
  const filled = (header: HeaderCandidate): number => header.cells.filter((cell) => cell !== "").length;
  return candidates.reduce((best, one) => {
    const more = filled(one) - filled(best);
    return more > 0 || (more === 0 && one.line < best.line) ? one : best;
  });
}

function unknownLayout(candidates: readonly HeaderCandidate[], profiles: readonly FileProfile[]): Problem {
  // A file without a header shows its first row here: no addresses.
  const names = likeliestHeader(candidates).cells.flatMap((cell) =>
    cell === "" ? [] : [cell.includes("@") ? "…" : cell],
  );
  const shown = names.slice(0, 8).join(", ") + (names.length > 8 ? " …" : "");
  return problem(
    "unknown-layout",
    `This file's layout is not known here; its header seems to be: ${shown.slice(0, 200)}.`,
    {
      fix: `Force a known layout with --as (${known(profiles)}), or say with a mapping file what the columns mean.`,
    },
  );
}

function ambiguousLayout(best: readonly ChosenProfile[]): Problem {
  const names = best.map(({ profile }) => `${profile.title} (--as ${profile.id})`).join(" or ");
  return problem("ambiguous-layout", `This file could be ${names}.`, { fix: "Say which one with --as." });
}

function known(profiles: readonly FileProfile[]): string {
  return profiles.map(({ id }) => id).join(", ");
}
