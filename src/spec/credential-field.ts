/** One thing that a person gives, so that Millrace may speak for them somewhere. */
export type CredentialField = {
  /** "token" */
  readonly name: string;
  /** For people: "Access token". */
  readonly label: string;
  readonly secret: boolean;
  /** Where a person finds it, and what it allows. */
  readonly help: string;
  /** The environment variable that may hold it, e.g. "MILLRACE_GUMROAD_TOKEN". */
  readonly env: string;
};
