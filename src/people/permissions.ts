/** What a person, a key or an assistant may be allowed to do. One word each; routes name the one they need. */
export const permissions = [
  /** See figures, sales, payouts, jobs: everything that names no buyer. */
  "read",
  /** See who bought: names, addresses. */
  "read.buyers",
  /** Take data out as files. */
  "export",
  /** Put something before the owner; nothing is done by it. What assistants need. */
  "propose",
  /** Say yes or no to what waits in the inbox. */
  "approve",
  /** Sync, pause, run jobs, answer steps. */
  "operate",
  /** Connect platforms, change sinks and targets. */
  "configure",
  /** People, keys, roles, autonomy, stop switches off, erasing, back-up. */
  "admin",
] as const;

export type Permission = (typeof permissions)[number];

/** What a person is in one book. Another book, another role. */
export const roles = ["owner", "approver", "accountant", "viewer"] as const;

export type Role = (typeof roles)[number];

/** The one table of who may do what. Everything else asks it; the route table of the API is tested against it. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  approver: ["read", "propose", "approve", "operate"],
  accountant: ["read", "read.buyers", "export"],
  viewer: ["read"],
};

/** Whether this role may. Without a role nothing is allowed. */
export function roleMay(role: Role | undefined, permission: Permission): boolean {
  return role !== undefined && permissionsOf[role].includes(permission);
}

/** Text from outside as a permission, or undefined. */
export function asPermission(text: string): Permission | undefined {
  return permissions.find((permission) => permission === text);
}

/** Text from outside as a role, or undefined. */
export function asRole(text: string): Role | undefined {
  return roles.find((role) => role === text);
}
