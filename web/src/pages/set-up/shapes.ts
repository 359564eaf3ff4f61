import type { Me, Role } from "../../lib/auth/me.ts";

/** What a one-time link opens. */
export type LinkSeen = {
  readonly kind: "set-up" | "invitation" | "entry";
  readonly book: { readonly id: string; readonly name: string } | null;
  readonly role: Role | null;
  readonly name: string | null;
  readonly signIn: string | null;
  readonly expiresAt: string;
};

/** In, with the codes that are shown once. */
export type CameIn = { readonly me: Me; readonly recoveryCodes: readonly string[] };
