import type { Sinks } from "../alerts/sinks.ts";
import type { Clock } from "../base/clock.ts";
import type { Ids } from "../base/ids.ts";
import type { Log } from "../base/log.ts";
import type { Problem } from "../base/problem.ts";
import type { Result } from "../base/result.ts";
import type { Secret } from "../base/secret.ts";
import type { RuleSet } from "../domain/policy/rule-set.ts";
import type { Sealing } from "../intake/sealing.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { FileProfile } from "../spec/file-profile.ts";
import type { Store } from "../store/handle.ts";
import type { Installation } from "../upkeep/open-installation.ts";
import type { Platforms } from "./platforms.ts";

/** An open installation with all that operations need. The engine makes one; command line and HTTP work through it. */
export type Workplace = {
  readonly store: Store;
  readonly installation: Installation;
  readonly sealing: Sealing;
  /** A sealing that shares nothing with `sealing`: a rehearsal's keys must not be at hand once it is undone. */
  readonly freshSealing: () => Sealing;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Who acts, for the audit record: "owner" or "engine". */
  readonly actor: string;
  /** Tells the log what it must never show: what a place (an account) holds now. */
  readonly hide?: (place: string, secrets: Iterable<Secret>) => void;
  /** Durable work: what is put in line and when it runs by itself. */
  readonly jobs: Jobs;
  /** The platforms that can be connected, and the way to each. */
  readonly platforms: Platforms;
  /** The places that messages can go to, and the way to each. */
  readonly sinks: Sinks;
  /** Every layout of file that is known, by source. */
  readonly profiles: readonly FileProfile[];
  /** A layout from a mapping file's JSON; the error is one sentence. */
  readonly mappingProfile: (json: string) => Result<FileProfile, string>;
  /** The rules in force, read when first asked for; a problem when their files cannot be read: then nothing outside is allowed. */
  readonly rules: () => Promise<Result<RuleSet, Problem>>;
};
