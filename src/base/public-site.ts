/** Where people reach this engine through a proxy: what a browser shows in its bar. */
export type PublicSite = {
  /** "https://books.example.org" */
  readonly origin: string;
  /** As browsers send it: "books.example.org", with its port where it has one of its own. */
  readonly host: string;
};

/**
 * The public address as one for people. Undefined where none is set, and where it has a path: then it is for the messages
 * of platforms alone, and pages answer under this machine's own names only.
 */
export function publicSite(publicUrl: string | undefined): PublicSite | undefined {
  const url = publicUrl === undefined ? null : URL.parse(publicUrl);
  return url === null || url.pathname !== "/" ? undefined : { origin: url.origin, host: url.host };
}
