import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { Problem } from "../base/problem.ts";
import type { Result } from "../base/result.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import type { MasterCandidates } from "../vault/master.ts";
import { bad, type Finding, findingOf, fine, warn } from "./finding.ts";
import { rotationPending } from "./unfinished-rotation.ts";
import { directoryProblem } from "./usable-directory.ts";

/** Whether the data directory can be worked in, and whether only its owner can look into it. */
export function examineDirectory(dataDir: string): Finding {
  const problem = directoryProblem(dataDir);
  if (problem) return findingOf("data-directory", "bad", problem);
  const open = process.platform !== "win32" && (statSync(dataDir).mode & 0o077) !== 0;
  if (!open) return fine("data-directory", `${dataDir} can be written, and only by its owner.`);
  return warn("data-directory", `Other users of this machine can look into ${dataDir}.`, `chmod 700 ${dataDir}`);
}

/** Where the key comes from, who can read it, and whether it lies beside what it protects. */
export function examineKey(dataDir: string, keys: Result<MasterCandidates, Problem>): readonly Finding[] {
  if (!keys.ok) return [findingOf("key", "bad", keys.error)];
  const [current] = keys.value.candidates;
  if (!current) return [bad("key", "There is no encryption key.", "Run `millrace init`, or bring the key file back.")];
  const named = `Key ${deriveKeys(current.secret).kek.id} comes from ${current.origin}`;
  const beside = dirname(current.origin) === dataDir;
  const place = beside
    ? warn(
        "key",
        `${named}, beside the books it protects: whoever copies the directory can read them.`,
        "Move the file to another disk and set MILLRACE_KEY_FILE, or rotate to a passphrase; keep a copy elsewhere in any case.",
      )
    : fine("key", `${named}.`);
  const pending = rotationPending(dataDir)
    ? [
        warn(
          "key-rotation",
          "A key rotation is not finished.",
          "Run any command that opens the books, with the new key or passphrase given.",
        ),
      ]
    : [];
  return [place, ...keys.value.warnings.map((warning) => findingOf(warning.code, "warn", warning)), ...pending];
}
