import type { Command } from "commander";
import type { CliContext } from "./context.ts";

/** Adds a command with its options and action to the program. */
export type Define = (program: Command, context: CliContext) => void;

/** One word behind `millrace`; its module is loaded only when it is asked for. */
export type CommandEntry = {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly define: Define }>;
};

/** Every command, in the order in which help shows them: what a person does first comes first. */
export const commands: readonly CommandEntry[] = [
  { name: "start", summary: "run the engine and its page", load: () => import("./start.ts") },
  {
    name: "init",
    summary: "make a data directory with its encryption key and first books",
    load: () => import("./init.ts"),
  },
  { name: "import", summary: "read files of sales into the books", load: () => import("./import.ts") },
  { name: "report", summary: "what was earned, and how complete that is", load: () => import("./report.ts") },
  { name: "audit", summary: "check and sign the record of everything that was done", load: () => import("./audit.ts") },
  { name: "backup", summary: "write everything into one encrypted file", load: () => import("./backup.ts") },
  { name: "restore", summary: "check a back-up, or put it into a data directory", load: () => import("./restore.ts") },
  { name: "key", summary: "where the encryption key is, and a new one", load: () => import("./key.ts") },
  {
    name: "doctor",
    summary: "what keeps Millrace from working, with a fix for each",
    load: () => import("./doctor.ts"),
  },
  { name: "config", summary: "the settings in force, and where each comes from", load: () => import("./config.ts") },
];
