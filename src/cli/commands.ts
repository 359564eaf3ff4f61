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
  { name: "init", summary: "make a data directory with its key and first books", load: () => import("./init.ts") },
  { name: "import", summary: "read files of sales into the books", load: () => import("./import.ts") },
  { name: "connect", summary: "connect a platform, such as gumroad", load: () => import("./connect.ts") },
  { name: "sync", summary: "read what is new at connected platforms", load: () => import("./sync.ts") },
  {
    name: "platforms",
    summary: "what is connected, and how far it was read: list, show, pause, resume, remove",
    load: () => import("./platforms.ts"),
  },
  {
    name: "accounts",
    summary: "how the access to each platform stands: list, show, check, rotate, reseal",
    load: () => import("./accounts.ts"),
  },
  { name: "products", summary: "what is sold, as platforms list it", load: () => import("./products.ts") },
  { name: "report", summary: "what was earned, and how complete that is", load: () => import("./report.ts") },
  {
    name: "targets",
    summary: "what you want to earn, and how likely it is: show, set, off",
    load: () => import("./targets.ts"),
  },
  { name: "sales", summary: "the sales one by one: list, show", load: () => import("./sales.ts") },
  { name: "payouts", summary: "what platforms sent on: list, show, gaps, arrived", load: () => import("./payouts.ts") },
  { name: "inbox", summary: "what waits for you: acts and steps", load: () => import("./inbox.ts") },
  { name: "approve", summary: "say yes to an act that waits", load: () => import("./approve.ts") },
  { name: "reject", summary: "say no to it", load: () => import("./reject.ts") },
  { name: "resolve", summary: "say that you did a step", load: () => import("./resolve.ts") },
  {
    name: "actions",
    summary: "everything that was or would be done outside: list, show, recall, edit, settle",
    load: () => import("./actions.ts"),
  },
  { name: "refund", summary: "refund a sale, whole or in part", load: () => import("./refund.ts") },
  { name: "autonomy", summary: "how much Millrace may do by itself", load: () => import("./autonomy.ts") },
  { name: "stop", summary: "stop acting outside at once", load: () => import("./stop.ts") },
  { name: "go", summary: "let it go on", load: () => import("./go.ts") },
  {
    name: "compliance",
    summary: "what was checked against the rules: report, fact, card",
    load: () => import("./compliance.ts"),
  },
  { name: "imports", summary: "files imported and rows refused: list, refused", load: () => import("./imports.ts") },
  {
    name: "jobs",
    summary: "what Millrace does by itself: list, show, history, run, pause, resume, reschedule, cancel",
    load: () => import("./jobs.ts"),
  },
  {
    name: "alerts",
    summary: "what is not right now: list, ack, quiet, tell",
    load: () => import("./alerts.ts"),
  },
  {
    name: "steps",
    summary: "what only a person can do: list, show, resolve, cancel",
    load: () => import("./steps.ts"),
  },
  {
    name: "sinks",
    summary: "where messages go: list, kinds, add, change, test, remove",
    load: () => import("./sinks.ts"),
  },
  { name: "limits", summary: "what is left of platforms' limits", load: () => import("./limits.ts") },
  {
    name: "strategies",
    summary: "what looks for ways to earn, or to lose less: list, show, run, pause, resume, allow, set, log",
    load: () => import("./strategies.ts"),
  },
  { name: "new", summary: "begin a strategy of your own: a folder with tests", load: () => import("./new.ts") },
  {
    name: "buyers",
    summary: "what is kept of one buyer: export, erase",
    load: () => import("./buyers.ts"),
  },
  {
    name: "books",
    summary: "check, rebuild, accounts, history, freeze, close, reopen, reverse, export, load, list, add",
    load: () => import("./books.ts"),
  },
  {
    name: "audit",
    summary: "the record of all that was done: verify, checkpoint, show",
    load: () => import("./audit.ts"),
  },
  {
    name: "people",
    summary: "who may come in, and what each may do: list, invite, link, role, remove, sessions, keys",
    load: () => import("./people.ts"),
  },
  { name: "key", summary: "the encryption key: rotate, show-path", load: () => import("./key.ts") },
  { name: "backup", summary: "write everything into one encrypted file", load: () => import("./backup.ts") },
  { name: "restore", summary: "put a back-up in place, or check it", load: () => import("./restore.ts") },
  {
    name: "doctor",
    summary: "what keeps Millrace from working, with a fix for each",
    load: () => import("./doctor.ts"),
  },
  {
    name: "mcp",
    summary: "let an assistant on this machine read the books and propose",
    load: () => import("./mcp.ts"),
  },
  { name: "sandbox", summary: "a simulated shop to try things with", load: () => import("./sandbox.ts") },
  { name: "config", summary: "settings in force: show, backup", load: () => import("./config.ts") },
];
