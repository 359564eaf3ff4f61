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
  logFileBytesMax: 10 * 1024 * 1024,
  logFilesMax: 5,
} as const;
