import { assert } from "../base/assert.ts";
import { ProblemError } from "../base/problem.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { appendAudit } from "../store/audit-log.ts";
import type { Tx } from "../store/handle.ts";
import { readDataKeysAfter, replaceWrapping } from "../store/rewrap-data-key.ts";
import { dataKeysUnder } from "../vault/data-key.ts";
import { deriveKeys } from "../vault/installation-keys.ts";
import { wrappingKeyIds } from "./fitting-key.ts";
import type { Rotation } from "./rotation.ts";

const keysPerPage = 500;

/** Wraps every living data key under the next key, and says so in the audit log. Returns how many there were. */
export async function rewrapDataKeys(tx: Tx, rotation: Rotation): Promise<number> {
  const from = deriveKeys(rotation.old.secret).kek;
  const to = deriveKeys(rotation.next.secret).kek;
  const dataKeys = dataKeysUnder([to, from], rotation.options.random);
  let count = 0;
  let after = 0n;
  for (;;) {
    const page = await readDataKeysAfter(tx, after, keysPerPage);
    const last = page.at(-1);
    if (!last) break;
    for (const row of page) {
      const rewrapped = dataKeys.rewrap(row);
      if (!rewrapped.ok) throw new ProblemError(rewrapped.error);
      if (rewrapped.value === row) continue;
      await replaceWrapping(tx, rewrapped.value);
      count += 1;
    }
    after = last.id;
  }
  const left = (await wrappingKeyIds(tx)).filter((id) => id !== to.id);
  assert(left.length === 0, "every living data key is wrapped under the next key");
  const payload = auditPayload({ from: from.id, to: to.id, keys: count });
  await appendAudit(tx, [
    { ts: rotation.options.clock.now(), actor: rotation.options.actor, action: "key.rotate", payload },
  ]);
  return count;
}
