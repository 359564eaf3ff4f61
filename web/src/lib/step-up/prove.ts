import { ApiProblem } from "../api/problem.ts";
import { postAuth } from "../auth/ask-auth.ts";
import { type BegunProof, canUsePasskeys, showPasskey } from "../auth/passkeys.ts";

type Opened = { readonly freshUntil: string };

/** Whether this browser can ask for a passkey here: it needs https or localhost. */
export const canAskForPasskey = canUsePasskeys;

/** Shows a passkey once more; fails with an `ApiProblem`, kind `given-up` when the person closed the device's dialog. */
export async function proveByPasskey(): Promise<Opened> {
  const shown = await showPasskey(await postAuth<BegunProof>("/step-up/passkey/begin"));
  return postAuth<Opened>("/step-up/passkey/finish", shown);
}

/** Types the six digits of a code once more; fails with an `ApiProblem`. */
export const proveByCode = (code: string): Promise<Opened> => postAuth<Opened>("/step-up/code", { code });

/** Whether a problem means that the proof of the person is too old. */
export const wantsProof = (problem: unknown): boolean =>
  problem instanceof ApiProblem && problem.kind === "step-up-needed";
