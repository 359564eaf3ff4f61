/** Every bound in one place, with its unit in its name. An unbounded loop or buffer is a bug. */
export const limits = {
  /** Largest amount that is exact both in the database and in JSON: 2^53 − 1 minor units. */
  amountMinorMax: 9_007_199_254_740_991n,
  /** Decimals that are read exactly; a tenth one is refused. Residues are kept in 10^-9 of a major unit. */
  decimalPlacesMax: 9,
  /** Digits in one amount as text; longer is refused before it is parsed. */
  amountTextLengthMax: 40,
  /** Bytes of one CSV record (quotes and newlines included). */
  csvRecordBytesMax: 1_048_576,
  csvColumnsMax: 1_000,
  /** Lines of preamble looked through for a header. */
  csvPreambleLinesMax: 60,
  /** Rows gathered into one commit of an import. */
  importRowsPerCommit: 4_000,
  /** Objects absorbed in one commit. */
  absorbObjectsPerCommit: 500,
  /** Rows of one object that may lie in one observation; more become further observations. */
  importRowsPerObservation: 5_000,
  /** Legs in one txn. */
  txnLegsMax: 200,
  /** Characters of an object's id. */
  objectIdLengthMax: 200,
  /** Characters of a product's or buyer's name that are kept. */
  nameLengthMax: 500,
  /** Largest body of an answer, after unpacking, where the caller names none. */
  httpBodyBytesMax: 32 * 1024 * 1024,
  httpUrlLengthMax: 8_000,
  /** From handing a request to the network until its whole answer is there. */
  httpTimeoutMs: 60_000,
  httpConnectMsMax: 10_000,
  /** From the connection until the status line and headers are there. */
  httpHeadersMsMax: 45_000,
  httpSocketsPerHostMax: 8,
  /** Times a GET is sent at most, the first one included. */
  httpTriesMax: 3,
  /** The pause before the second try; doubled for each further one, and half of it left to chance. */
  httpRetryPauseMs: 500,
  /** The longest wait between two tries within one call; who has to wait longer is told so instead. */
  httpRetryPauseMsMax: 10_000,
  /** The longest wait for a permit within one call. */
  httpPermitWaitMsMax: 60_000,
  /** Calls that wait for permits of one service. */
  httpWaitersMax: 1_000,
  /** The longest wait that a service's answer can ask for; longer ones are shortened to it. */
  httpRetryAfterMsMax: 24 * 60 * 60 * 1000,
  /** The wait after "too many requests" without a word on how long; doubled each time in a row. */
  httpRefusedPauseMs: 1_000,
  httpRefusedPauseMsMax: 15 * 60 * 1000,
  /** Failures in a row after which a service is left alone. */
  breakerFailuresMax: 5,
  /** How long it is left alone; doubled each time it has not come back. */
  breakerRestMs: 30_000,
  breakerRestMsMax: 10 * 60 * 1000,
  /** Difference between a service's clock and ours from which on it is worth a word. */
  clockSkewMsMax: 5 * 60 * 1000,
  /** How long a command waits for the browser to come back from a platform's page of consent. */
  consentWaitMsMax: 60_000,
  /** The same for a page, where the owner reads at leisure. */
  pageConsentWaitMsMax: 10 * 60_000,
  /** Sums of refunds that are tried to find those before a dispute: ten refunds on any price, more on most. */
  refundSumsMax: 1_024,
  /** Objects and lists within each other in JSON from outside. */
  jsonDepthMax: 64,
  logFileBytesMax: 10 * 1024 * 1024,
  logFilesMax: 5,
} as const;
