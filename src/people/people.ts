import type { Millis } from "../base/clock.ts";
import type { Principal } from "./principal.ts";

/** Under which address the page is asked for: what cookies and passkeys are bound to. */
export type Caller = {
  /** Where the request comes from, for the list of sessions and the lock-out; the server knows it. */
  readonly address?: string;
};

/** A link that works once. The words after `#` never reach a server's log. */
export type OneTimeLink = { readonly url: string; readonly expiresAt: Millis };

/**
 * People, their ways in and what each may do. `handle` answers everything below `/api/auth/`, with problem+json where
 * it refuses; it checks Origin by itself, because signing in must be safe without any other guard.
 */
export type People = {
  /** Answers a request to `/api/auth/*`; anything else there is a 404. Never throws. */
  handle(request: Request, caller?: Caller): Promise<Response>;
  /**
   * Who asks: by the session's cookie, or by `Authorization: Bearer <key>`. Undefined: nobody known. Writes at most that
   * the session or key was used (once a minute).
   */
  whoIs(request: Request): Promise<Principal | undefined>;
  /** Whether nobody owns this installation yet: the page shows the set-up instead of the sign-in. */
  isUnowned(): Promise<boolean>;
  /**
   * Makes a new set-up link and ends the one before; undefined when there is an owner already. `origin` is where people
   * reach it; this machine under its own name when absent.
   */
  setUpLink(at: { readonly port: number; readonly origin?: string | undefined }): Promise<OneTimeLink | undefined>;
};
