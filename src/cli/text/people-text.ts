import { momentName } from "../../domain/time/written.ts";
import type { Member } from "../../people/roster.ts";
import type { KeyRow } from "../../store/people-key.ts";
import type { SessionRow } from "../../store/people-session.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

/** Who has which role, as a table. */
export function peopleText(members: readonly Member[], zone: string, width: number, paint: Paint): string {
  const head = [
    { title: "Name", mayShrink: true },
    { title: "Signs in as", mayShrink: true },
    { title: "Role" },
    { title: "By" },
    { title: "Last seen" },
  ];
  const rows = members.map((one) => [
    one.name,
    one.signIn,
    one.ownsAll ? "owner of all books" : one.role,
    [one.passkeys > 0 ? "passkey" : "", one.password ? "password" : ""].filter((way) => way !== "").join(", "),
    one.seenAt === undefined ? "never" : momentName(one.seenAt, zone),
  ]);
  return table(head, rows, width, paint);
}

/** Where a person is signed in, as a table. */
export function sessionsText(sessions: readonly SessionRow[], zone: string, width: number, paint: Paint): string {
  const head = [{ title: "Browser", mayShrink: true }, { title: "From" }, { title: "Since" }, { title: "Last used" }];
  const rows = sessions.map((one) => [
    one.agent === "" ? "unknown" : one.agent,
    one.address === "" ? "unknown" : one.address,
    momentName(one.madeAt, zone),
    momentName(one.usedAt, zone),
  ]);
  return table(head, rows, width, paint);
}

/** The keys of books, as a table. */
export function keysText(
  keys: readonly { readonly row: KeyRow; readonly madeBy: string; readonly over: boolean }[],
  zone: string,
  width: number,
  paint: Paint,
): string {
  const head = [
    { title: "Id" },
    { title: "Name", mayShrink: true },
    { title: "May", mayShrink: true },
    { title: "By", mayShrink: true },
    { title: "Last used" },
    { title: "Ends" },
  ];
  const rows = keys.map(({ row, madeBy, over }) => [
    row.id,
    `${row.name} (${row.hint}…)`,
    row.scopes,
    madeBy,
    row.usedAt === undefined ? "never" : momentName(row.usedAt, zone),
    over ? "is over" : momentName(row.expiresAt, zone),
  ]);
  return table(head, rows, width, paint);
}
