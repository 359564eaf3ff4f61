import { fail, ProblemError } from "../base/problem.ts";
import type { Handle } from "../store/handle.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import type { Master } from "../vault/master.ts";
import { rotationPending } from "./unfinished-rotation.ts";

/** Tries the candidates in turn with something that throws `database-wrong-key`; gives what it made and the key that fitted. */
export function withFittingKey<T>(
  keys: readonly Master[],
  dataDir: string,
  attempt: (master: Master) => T,
): { readonly master: Master; readonly value: T } {
  let first: ProblemError | undefined;
  for (const master of keys) {
    try {
      return { master, value: attempt(master) };
    } catch (cause) {
      if (!(cause instanceof ProblemError) || cause.problem.code !== "database-wrong-key") throw cause;
      first ??= cause;
    }
  }
  if (first === undefined)
    return fail("key-missing", "There is no encryption key to open the books with.", {
      fix: "Run `millrace init` first.",
    });
  if (!rotationPending(dataDir)) throw first;
  return fail(first.problem.code, first.problem.sentence, {
    kept: "The file was not changed.",
    fix: "A key rotation was cut short: give the key or passphrase it was to have, or the one before, whichever was not tried yet.",
  });
}

/** The names of the keys that living data keys are wrapped under: one, or none while there is no data key. */
export async function wrappingKeyIds(handle: Handle): Promise<readonly string[]> {
  const rows = await handle.q
    .selectFrom("data_key")
    .select("kek_id")
    .distinct()
    .where("wrapped", "is not", null)
    .orderBy("kek_id")
    .execute();
  return rows.map((row) => row.kek_id);
}

/** The candidate whose wrapping key the data keys name; the first when there are no data keys yet. */
export async function masterOfDataKeys(handle: Handle, keys: readonly Master[], where: string): Promise<Master> {
  const ids = await wrappingKeyIds(handle);
  const master = keys.find((one) => ids.every((id) => id === deriveKeys(one.secret).kek.id));
  if (master) return master;
  const given = keys.map((one) => deriveKeys(one.secret).kek.id);
  return fail(
    "database-wrong-key",
    `The key does not open the data in ${where}: it was sealed under key ${ids.join(" and ")}, and ${given.join(" and ") || "none"} was given.`,
    {
      kept: "Nothing was changed.",
      fix: "Give the key that was made with it (MILLRACE_KEY_FILE, MILLRACE_KEY or MILLRACE_PASSPHRASE); there is no other way in.",
    },
  );
}
