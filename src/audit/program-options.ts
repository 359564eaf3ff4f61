import { parseArgs } from "node:util";
import { err, ok, type Result } from "../base/result.ts";

/** What the program was asked to do. */
export type ProgramOptions = {
  readonly task:
    | { readonly kind: "help" }
    | { readonly kind: "verify"; readonly from: number }
    | { readonly kind: "inclusion"; readonly txnId: string }
    | { readonly kind: "consistency"; readonly older: number; readonly newer: number }
    | { readonly kind: "check"; readonly file: string };
  readonly dataDir: string | undefined;
  readonly anchors: string | undefined;
  readonly publicKeys: readonly string[];
  readonly json: boolean;
};

export const usage = `millrace-verify checks the audit log of a Millrace installation, reading only.

  millrace-verify                          check log, books, checkpoints and outside copies
  millrace-verify --from 5000              only what came after the checkpoint over 5000 entries
  millrace-verify --inclusion <txn id>     print a proof that this txn is in the signed log
  millrace-verify --consistency 5000 9000  print a proof that the newer checkpoint goes on from the older one
  millrace-verify --check <proof file>     check a printed proof; needs no database

  --data-dir DIR      the installation's data directory
  --anchors DIR       copies of checkpoints kept outside the database; default: anchors in the data directory
  --public-key FILE   believe this key, and no others; may be given several times
  --json              print JSON

Exit code 0: nothing was found; 1: something was found, or it could not be done; 2: wrong use.`;

/** Reads the command line; the error is one sentence on what is wrong with it. */
export function readOptions(argv: readonly string[]): Result<ProgramOptions, string> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (cause) {
    return err(cause instanceof Error ? `${cause.message.split(/[.\n]/)[0]}.` : "The command line cannot be read.");
  }
  const task = taskOf(parsed);
  if (!task.ok) return task;
  const { values } = parsed;
  return ok({
    task: task.value,
    dataDir: values["data-dir"],
    anchors: values.anchors,
    publicKeys: values["public-key"] ?? [],
    json: values.json ?? false,
  });
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      "data-dir": { type: "string" },
      anchors: { type: "string" },
      "public-key": { type: "string", multiple: true },
      from: { type: "string" },
      inclusion: { type: "string" },
      consistency: { type: "string" },
      check: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
}

function taskOf({ values, positionals }: ReturnType<typeof parse>): Result<ProgramOptions["task"], string> {
  if (values.help) return ok({ kind: "help" });
  const tasks = (["from", "inclusion", "consistency", "check"] as const).filter((name) => values[name] !== undefined);
  if (tasks.length > 1) return err(`--${tasks[0]} and --${tasks[1]} cannot be used together.`);
  if (positionals.length > (values.consistency === undefined ? 0 : 1)) {
    return err(`"${positionals.at(-1)}" is not expected here.`);
  }
  if (values.inclusion !== undefined) return ok({ kind: "inclusion", txnId: values.inclusion });
  if (values.check !== undefined) return ok({ kind: "check", file: values.check });
  if (values.consistency !== undefined) {
    const [older, newer] = [sizeOf(values.consistency), sizeOf(positionals[0] ?? "")];
    if (older === undefined || newer === undefined) {
      return err("--consistency needs two sizes of checkpoints, as in --consistency 5000 9000.");
    }
    return ok({ kind: "consistency", older, newer });
  }
  const from = sizeOf(values.from ?? "0");
  return from === undefined
    ? err(`--from needs the size of a checkpoint, not "${values.from}".`)
    : ok({ kind: "verify", from });
}

/** "5000", or the name of the anchor "5000.txt". */
function sizeOf(text: string): number | undefined {
  const digits = /^([0-9]{1,15})(?:\.txt)?$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
