import type { Random } from "../base/random.ts";
import type { Secret } from "../base/secret.ts";
import type { Master } from "../vault/master.ts";
import type { OpenOptions } from "./installation.ts";

/** What the new key is to be: a new random key in a file, or what a new passphrase stands for. */
export type NewKey = { readonly kind: "key-file" } | { readonly kind: "passphrase"; readonly passphrase: Secret };

/** The points of a rotation, in order; a test may throw at each of them, and nothing may be lost. */
export type RotationStep =
  | "next-key-written"
  | "copied"
  | "rewrapped"
  | "rekeyed"
  | "checked"
  | "journal-closed"
  | "replaced"
  | "promoted";

export type RotateOptions = Pick<OpenOptions, "dataDir" | "keys" | "databaseUrl" | "pid" | "clock"> & {
  readonly to: NewKey;
  readonly random: Random;
  /** Who asked for it, for the audit log. */
  readonly actor: string;
  /** Called after each step. */
  readonly step?: (step: RotationStep) => void;
};

export type RotationReport = {
  readonly oldKeyId: string;
  readonly newKeyId: string;
  /** Data keys that were wrapped anew. */
  readonly dataKeys: number;
  readonly master: Master;
  /** What the owner still has to do, and what was found unfinished. */
  readonly notes: readonly string[];
};

/** What the two engines share: the opened-with key, the next key, and a place to report to. */
export type Rotation = {
  readonly options: RotateOptions;
  readonly old: Master;
  readonly next: Master;
  readonly step: (step: RotationStep) => void;
};
