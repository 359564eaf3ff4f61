import { homedir } from "node:os";

/** What the process was started with. Handed in everywhere, so that tests and embedders bring their own. */
export type Environment = {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  /** "" where the user has none, as in some containers. */
  readonly homeDir: string;
  /** Relative paths in variables start here. */
  readonly workingDir: string;
};

/** The only place that reads `process.env`. Called once, by `main`. */
export function readProcessEnvironment(): Environment {
  return {
    variables: { ...process.env },
    platform: process.platform,
    homeDir: homeOrNone(),
    workingDir: process.cwd(),
  };
}

function homeOrNone(): string {
  try {
    return homedir();
  } catch {
    return "";
  }
}
