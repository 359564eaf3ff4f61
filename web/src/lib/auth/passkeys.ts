import { ApiProblem } from "../api/problem.ts";

/** A ceremony that the engine began, with what the browser is to be asked. */
export type BegunProof = { readonly ceremony: string; readonly options: PublicKeyCredentialRequestOptionsJSON };
export type BegunPasskey = { readonly ceremony: string; readonly options: PublicKeyCredentialCreationOptionsJSON };

const isNumber = (host: string): boolean => /^\[|^[\d.]+$/.test(host);

/** Whether passkeys work here: they need https or this machine, and a name instead of a number such as 127.0.0.1. */
export const canUsePasskeys = (): boolean =>
  typeof PublicKeyCredential !== "undefined" &&
  "parseRequestOptionsFromJSON" in PublicKeyCredential &&
  !isNumber(window.location.hostname);

/** The same page under the name of this machine, where a number in the address is all that stands in the way. */
export function namedAddress(hash = ""): string | undefined {
  const { protocol, hostname, port, pathname, search } = window.location;
  if (!/^127\.|^\[::1\]$/.test(hostname)) return undefined;
  return `${protocol}//localhost${port === "" ? "" : `:${port}`}${pathname}${search}${hash}`;
}

const givenUp = (): ApiProblem => new ApiProblem({ status: 0, kind: "given-up", title: "" });

/** Makes a passkey. Fails with kind `given-up` when the person closed the device's dialog, `passkey-known` when it has one. */
export async function makePasskey({ ceremony, options }: BegunPasskey): Promise<object> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const made = await navigator.credentials.create({ publicKey }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "InvalidStateError")
      throw new ApiProblem({ status: 0, kind: "passkey-known", title: "" });
    return null;
  });
  if (!(made instanceof PublicKeyCredential)) throw givenUp();
  return { ceremony, response: made.toJSON() };
}

/** Shows a passkey. Fails with kind `given-up` when the person closed the device's dialog. */
export async function showPasskey({ ceremony, options }: BegunProof): Promise<object> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const shown = await navigator.credentials.get({ publicKey }).catch(() => null);
  if (!(shown instanceof PublicKeyCredential)) throw givenUp();
  return { ceremony, response: shown.toJSON() };
}
