const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ways in last, and how much of each there may be. */
export const peopleLimits = {
  linkMs: 24 * hour,
  /** 128 bits: what a link carries. */
  linkBytes: 16,
  /** 256 bits: what a session's cookie and a key carry. */
  tokenBytes: 32,
  /** A session that is not used ends after this. */
  sessionIdleMs: 7 * day,
  /** And however much it is used, after this. */
  sessionMs: 30 * day,
  /** A token that was changed counts this much longer, for requests that were under way. */
  formerTokenMs: 30_000,
  /** How long a passkey or a code opens what needs a fresh proof. */
  freshMs: 5 * minute,
  /** Uses of a session or key are written down this seldom. */
  useNotedMs: minute,
  ceremonyMs: 5 * minute,
  /** Passkey ceremonies begun and not ended that are remembered. */
  ceremoniesMax: 1_000,
  /** 125 bits each. */
  recoveryCodes: 10,
  codeSeedBytes: 20,
  /** Wrong tries in a row that cost nothing; after them each waits twice as long as the one before. */
  freeTriesPerName: 5,
  freeTriesPerAddress: 20,
  firstWaitMs: 30_000,
  waitMsMax: hour,
  /** Without a further try for so long, they are forgotten. */
  triesForgottenMs: day,
  /** A hash takes 32 MiB for a moment: so many at a time, and so many in line. */
  hashesAtOnce: 2,
  hashesWaiting: 100,
  passwordLengthMin: 12,
  passwordLengthMax: 200,
  bodyBytesMax: 65_536,
  nameLengthMax: 80,
  passkeysMax: 20,
  keysMax: 100,
  keyDaysMax: 366,
  peopleMax: 1_000,
} as const;
