import { counted } from "../../domain/text/amount-text.ts";
import { isoTime, parseIsoTime } from "../../domain/time/iso-time.ts";
import { momentName, withLocalMoments } from "../../domain/time/written.ts";
import type { AccountStatus } from "../../operations/account-status.ts";
import type { AccessUse } from "../../store/access-use.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";

const words: Readonly<Record<AccountStatus["status"], string>> = {
  "not-configured": "not configured",
  pending: "pending",
  verified: "verified",
  error: "error",
};

/** Every platform and account, one to a line, with why below what is not as it should be. */
export function accountsText(accounts: readonly AccountStatus[], zone: string, paint: Paint, width: number): string {
  const rows = accounts.map((one) => [
    one.title,
    one.account ?? "–",
    `${words[one.status]}${one.paused ? ", paused" : ""}`,
    one.checkedAt === null ? "" : `answered ${local(one.checkedAt, zone)}`,
  ]);
  const columns = [{ title: "Platform" }, { title: "Account", mayShrink: true }, { title: "Access" }, { title: "" }];
  const whys = accounts.flatMap(({ title, reason }) =>
    reason === null ? [] : [`${title}: ${paint.notable(withLocalMoments(reason, zone))}\n`],
  );
  return table(columns, rows, width, paint) + whys.join("");
}

/** One account with all that is known of its access. Never any part of a credential. */
export function accountText(
  account: AccountStatus,
  uses: readonly AccessUse[],
  zone: string,
  paint: Paint,
  width: number,
): string {
  const { title, status, paused, reason, trouble } = account;
  const head = `${paint.strong(title)}${account.account === null ? "" : ` · ${account.account}`}\n`;
  const facts: (readonly [string, string | null])[] = [
    ["Access", `${words[status]}${paused ? ", paused" : ""}`],
    ["Why", reason === null ? null : withLocalMoments(reason, zone)],
    ["Account", account.accountId],
    ["Given", account.way === null ? null : `${wayText(account)}, ${moment(account.givenAt, zone)}`],
    ["Allows", account.scopes.length === 0 ? null : account.scopes.join(", ")],
    ["May do", account.mayDo && (account.mayDo.length === 0 ? "nothing: it only reads" : account.mayDo.join(", "))],
    ["Answered", account.checkedAt && moment(account.checkedAt, zone)],
    ["Tried", account.triedAt && `${moment(account.triedAt, zone)}${trouble === null ? "" : `: ${trouble}`}`],
    ["Renewed", account.renewedAt && moment(account.renewedAt, zone)],
    ["Token ends", account.expiresAt && `${moment(account.expiresAt, zone)}; it is renewed before`],
    ["Ends", account.endsAt && `${moment(account.endsAt, zone)}; then you must consent anew`],
  ];
  const rows = facts.flatMap(([name, value]) => (value === null || value === "" ? [] : [[`  ${name}`, value]]));
  const told = table([{ title: "" }, { title: "" }], rows, width, paint);
  return head + told + (uses.length === 0 ? "" : `\n  Opened by\n${usesText(uses, zone, paint, width)}`);
}

function wayText({ way }: AccountStatus): string {
  return way === "consent" ? "by consent (OAuth)" : "a token made by hand";
}

function usesText(uses: readonly AccessUse[], zone: string, paint: Paint, width: number): string {
  const rows = uses.map(({ actor, purpose, firstAt, lastAt, times }) => [
    `  ${actor}`,
    `to ${purpose}`,
    momentName(lastAt, zone),
    times === 1 ? "" : `${counted(times, "time")} since ${momentName(firstAt, zone)}`,
  ]);
  return table([{ title: "" }, { title: "" }, { title: "" }, { title: "" }], rows, width, paint);
}

/** The same for scripts. */
export function usesJson(uses: readonly AccessUse[]): readonly Record<string, unknown>[] {
  return uses.map(({ firstAt, lastAt, ...use }) => ({ ...use, firstAt: isoTime(firstAt), lastAt: isoTime(lastAt) }));
}

function moment(iso: string | null, zone: string): string {
  return iso === null ? "" : local(iso, zone);
}

function local(iso: string, zone: string): string {
  return momentName(parseIsoTime(iso) ?? 0, zone);
}
