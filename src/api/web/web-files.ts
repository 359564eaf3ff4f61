/** One file of the dashboard, with its smaller forms where they were made. */
export type WebFile = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly br?: Uint8Array<ArrayBuffer>;
  readonly gzip?: Uint8Array<ArrayBuffer>;
};

/** The way to the built dashboard: only below its folder, `undefined` for what is not there. */
export type WebFiles = {
  /** `path` begins with a slash, has no dots that lead elsewhere, and is no folder. */
  read(path: string): Promise<WebFile | undefined>;
};
