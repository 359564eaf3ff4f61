import { ApiProblem, problemFrom } from "../api/problem.ts";

/** Asks what lies below `/api/auth`, which is no part of the API that programs use. */
async function askAuth<T>(path: string, body: unknown): Promise<T> {
  const init: RequestInit = {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json", accept: "application/json, application/problem+json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(`/api/auth${path}`, init).catch(() => undefined);
  if (response === undefined) throw new ApiProblem({ status: 0, kind: "offline", title: "" });
  if (!response.ok) throw await problemFrom(response);
  return (await response.json()) as T;
}

type Begun = { readonly ceremony: string; readonly options: PublicKeyCredentialRequestOptionsJSON };
type Opened = { readonly freshUntil: string };

/** Whether this browser can ask for a passkey here: it needs https or localhost. */
export const canAskForPasskey = (): boolean =>
  typeof PublicKeyCredential !== "undefined" && "parseRequestOptionsFromJSON" in PublicKeyCredential;

/** Shows a passkey once more; fails with an `ApiProblem`, kind `given-up` when the person closed the device's dialog. */
export async function proveByPasskey(): Promise<Opened> {
  const { ceremony, options } = await askAuth<Begun>("/step-up/passkey/begin", {});
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const shown = await navigator.credentials.get({ publicKey }).catch(() => null);
  if (!(shown instanceof PublicKeyCredential)) throw new ApiProblem({ status: 0, kind: "given-up", title: "" });
  return askAuth<Opened>("/step-up/passkey/finish", { ceremony, response: shown.toJSON() });
}

/** Types the six digits of a code once more; fails with an `ApiProblem`. */
export const proveByCode = (code: string): Promise<Opened> => askAuth<Opened>("/step-up/code", { code });

/** Whether a problem means that the proof of the person is too old. */
export const wantsProof = (problem: unknown): boolean =>
  problem instanceof ApiProblem && problem.kind === "step-up-needed";
