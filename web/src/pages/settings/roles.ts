import type { Permission, Role } from "../../lib/auth/me.ts";

export const roles: readonly Role[] = ["owner", "approver", "accountant", "viewer"];

/** What a key may be allowed, in the order of harm. */
export const scopes: readonly Permission[] = [
  "read",
  "read.buyers",
  "export",
  "propose",
  "operate",
  "approve",
  "configure",
  "admin",
];
