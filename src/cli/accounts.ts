import type { Command } from "commander";
import { resealCredentials } from "../access/reseal.ts";
import { ProblemError } from "../base/problem.ts";
import { type AccountStatus, accountStatus, accountUses } from "../operations/account-status.ts";
import { type AccountCheck, checkAccount } from "../operations/check-account.ts";
import { findConnections } from "../operations/find-connections.ts";
import { findConnector } from "../operations/platforms.ts";
import type { Connection } from "../store/connection.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import { type AccessOptions, connect, withAccess } from "./connect.ts";
import { type CliContext, Exit } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { accountsText, accountText, usesJson } from "./text/accounts-text.ts";
import { paintFor } from "./text/paint.ts";
import { withDesk } from "./with-desk.ts";

/** `millrace accounts` */
export function define(program: Command, context: CliContext): void {
  const accounts = program
    .command("accounts")
    .description("The access to each platform: how it stands, who used it, and how to give it anew.");
  const list = withCommon(accounts.command("list", { isDefault: true }))
    .description("Lists every platform that can be connected: not configured, pending, verified, or error with why.")
    .action((options: CommonOptions) => list_(options, context));
  withExamples(list, "millrace accounts", "millrace accounts list --json");
  const show = withCommon(accounts.command("show"))
    .description("Shows how access came about, what it allows, until when, and who opened it when.")
    .argument("<platform>", "such as gumroad")
    .action((platform: string, options: CommonOptions) => show_(platform, options, context));
  withExamples(show, "millrace accounts show gumroad");
  const check = withCommon(accounts.command("check"))
    .description("Tries access out now, and renews it where it must be. The engine does so once a day.")
    .argument("[platform]", "one platform; all when left out")
    .action((platform: string | undefined, options: CommonOptions) => check_(platform, options, context));
  withExamples(check, "millrace accounts check", "millrace accounts check gumroad");
  const rotate = withAccess(withCommon(accounts.command("rotate")))
    .description("Gives a connected platform new access; the old one is destroyed once the new one works.")
    .argument("<platform>", "such as gumroad")
    .action((platform: string, options: CommonOptions & AccessOptions) => rotate_(platform, options, context));
  withExamples(rotate, "millrace accounts rotate gumroad", "millrace accounts rotate gumroad --oauth");
  const reseal = withCommon(accounts.command("reseal"))
    .description("Seals every credential under a new key of its own and destroys the key before it; nothing stops.")
    .action((options: CommonOptions) => reseal_(options, context));
  withExamples(reseal, "millrace accounts reseal");
}

async function list_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const accounts = await accountStatus(workplace, book);
    if (options.json) sayJson(context.out, { accounts });
    else context.out.write(accountsText(accounts, book.timeZone, paintFor(context.out), context.out.columns));
  });
}

async function show_(platform: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const connector = findConnector(workplace.platforms, platform);
    if (!connector.ok) throw new ProblemError(connector.error);
    const accounts = (await accountStatus(workplace, book)).filter((one) => one.platform === connector.value.id);
    const told: { account: AccountStatus; uses: Awaited<ReturnType<typeof accountUses>> }[] = [];
    for (const account of accounts)
      told.push({ account, uses: account.id === null ? [] : await accountUses(workplace, BigInt(account.id)) });
    if (options.json) {
      sayJson(context.out, { accounts: told.map(({ account, uses }) => ({ ...account, uses: usesJson(uses) })) });
      return;
    }
    const paint = paintFor(context.out);
    for (const { account, uses } of told)
      context.out.write(accountText(account, uses, book.timeZone, paint, context.out.columns));
  });
}

async function check_(platform: string | undefined, options: CommonOptions, context: CliContext): Promise<void> {
  const done = await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const connections = await findConnections(workplace, book, platform);
    if (!connections.ok) throw new ProblemError(connections.error);
    const all: { connection: Connection; check: AccountCheck }[] = [];
    for (const connection of connections.value) {
      const check = await checkAccount(workplace, connection);
      if (!check.ok) throw new ProblemError(check.error);
      all.push({ connection, check: check.value });
    }
    return all;
  });
  if (options.json) {
    const checks = done.map(({ connection: { platform: id, name }, check }) => ({
      platform: id,
      account: name,
      result: check.kind,
      ...(check.kind === "works" ? {} : { failure: check.failure }),
    }));
    sayJson(context.out, { checks });
  } else for (const { connection, check } of done) sayLine(context.out, checkLine(connection.name, check));
  if (done.some(({ check }) => check.kind !== "works")) throw new Exit(1);
}

function checkLine(name: string, check: AccountCheck): string {
  if (check.kind === "works") return `${name}: the access works.`;
  const { sentence, fix } = check.failure;
  return `${name}: ${[sentence, fix].filter((part) => part).join(" ")}`;
}

async function rotate_(platform: string, options: CommonOptions & AccessOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const connections = await findConnections(workplace, book, platform);
    if (!connections.ok) throw new ProblemError(connections.error);
  });
  await connect(platform, options, context);
}

async function reseal_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const count = await resealCredentials(workplace, book.id);
    if (options.json) sayJson(context.out, { resealed: count });
    else
      sayLine(
        context.out,
        count === 0
          ? "No platform is connected, so there was nothing to seal anew."
          : `${count === 1 ? "The credential was" : `${count} credentials were`} sealed under new keys; the old keys are destroyed.`,
      );
  });
}
