import { ProblemError, problem } from "../base/problem.ts";
import type { Random } from "../base/random.ts";
import { fromBase64, toBase64 } from "../domain/audit/note.ts";
import { auditPayload } from "../domain/audit/payload.ts";
import { standingKey } from "../intake/sealing.ts";
import { appendAudit } from "../store/audit-log.ts";
import type { Tx } from "../store/handle.ts";
import { readSetting, writeSetting } from "../store/setting.ts";
import { createSigner, openSigner, type Signer } from "../vault/signing.ts";
import type { Workplace } from "./workplace.ts";

/** The name of an installation, for ever: `millrace/<id>` is the origin of its checkpoints. */
export const installationSetting = "installation.id";
/** The private half of the signing key, sealed under the data key for signing. */
export const signingSetting = "audit.signing-key";

export type InstallationSigner = { readonly origin: string; readonly signer: Signer };

/** The key that signs this installation's checkpoints; made on first use, which the audit record tells. */
export async function signingKey(tx: Tx, workplace: Workplace, random: Random): Promise<InstallationSigner> {
  const { sealing, ids } = workplace;
  const { key } = await standingKey(tx, sealing, "signing");
  const stored = await readSetting(tx, signingSetting);
  const id = (await readSetting(tx, installationSetting)) ?? ids.next();
  const origin = `millrace/${id}`;
  if (stored !== undefined) {
    const sealed = fromBase64(stored);
    const signer = sealed && openSigner(sealed, key);
    if (signer?.ok) return { origin, signer: signer.value };
    throw new ProblemError(
      problem("signing-key-broken", "The key that signs audit checkpoints cannot be opened.", {
        kept: "The books and the audit record are as they were.",
        fix: "Run `millrace audit verify`; restore a backup if it finds more.",
      }),
    );
  }
  const { signer, sealed } = createSigner(random, sealing.seal, key);
  await writeSetting(tx, installationSetting, id);
  await writeSetting(tx, signingSetting, toBase64(sealed));
  const payload = auditPayload({ key: signer.keyId, installation: id });
  await appendAudit(tx, [{ ts: workplace.clock.now(), actor: workplace.actor, action: "signing-key.make", payload }]);
  return { origin, signer };
}
