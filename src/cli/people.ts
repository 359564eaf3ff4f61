import type { Command } from "commander";
import { type Problem, ProblemError } from "../base/problem.ts";
import { publicSite } from "../base/public-site.ts";
import type { Result } from "../base/result.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { momentName } from "../domain/time/written.ts";
import {
  endPersonKey,
  endPersonSessions,
  entryLink,
  invite,
  newSetUpLink,
  removePerson,
  setPersonRole,
  typedRole,
} from "../operations/change-people.ts";
import { listPeople, listPeopleKeys, listSessions } from "../operations/list-people.ts";
import type { OneTimeLink } from "../people/people.ts";
import { type CommonOptions, withCommon, withExamples } from "./common-options.ts";
import type { CliContext } from "./context.ts";
import { sayJson, sayLine } from "./say.ts";
import { paintFor } from "./text/paint.ts";
import { keysText, peopleText, sessionsText } from "./text/people-text.ts";
import { type Desk, withDesk } from "./with-desk.ts";

type EndOptions = CommonOptions & { readonly end?: boolean };
type EndKeyOptions = CommonOptions & { readonly end?: string };

/** `millrace people` */
export function define(program: Command, context: CliContext): void {
  const people = program.command("people").description("Who may come in, and what each may do.");
  const list = withCommon(people.command("list", { isDefault: true }))
    .description("Lists who has which role in these books.")
    .action((options: CommonOptions) => list_(options, context));
  withExamples(list, "millrace people", "millrace people list --book second-shop --json");
  const link = withCommon(people.command("link"))
    .description(
      "Makes a link that lets one person in, once, within a day. Without a name: the first owner's. With the sign-in name of somebody who lost every way in: a new way for her; the old ones end when it is used.",
    )
    .argument("[sign-in]", "sign-in name or id of somebody who is known")
    .action((typed: string | undefined, options: CommonOptions) => link_(typed, options, context));
  withExamples(link, "millrace people link", "millrace people link ada@example.com");
  const invited = withCommon(people.command("invite"))
    .description("Makes a link by which somebody new comes into these books, once, within a day.")
    .argument("<role>", "owner, approver, accountant or viewer")
    .action((role: string, options: CommonOptions) => invite_(role, options, context));
  withExamples(invited, "millrace people invite accountant");
  const role = withCommon(people.command("role"))
    .description("Gives a person another role in these books.")
    .argument("<sign-in>", "sign-in name or id")
    .argument("<role>", "owner, approver, accountant or viewer")
    .action((typed: string, given: string, options: CommonOptions) => role_(typed, given, options, context));
  withExamples(role, "millrace people role ben@example.com approver");
  const remove = withCommon(people.command("remove"))
    .description(
      "Takes a person out of these books. Her keys for them and the yeses she gave that were not carried out yet end; with her last books she is signed out everywhere.",
    )
    .argument("<sign-in>", "sign-in name or id")
    .action((typed: string, options: CommonOptions) => remove_(typed, options, context));
  withExamples(remove, "millrace people remove ben@example.com");
  const sessions = withCommon(people.command("sessions"))
    .description("Shows where a person is signed in.")
    .argument("<sign-in>", "sign-in name or id")
    .option("--end", "sign her out everywhere")
    .action((typed: string, options: EndOptions) => sessions_(typed, options, context));
  withExamples(sessions, "millrace people sessions ada@example.com", "millrace people sessions ben@example.com --end");
  const keys = withCommon(people.command("keys"))
    .description("Lists the keys that programs come with. A key is made in the dashboard, where it is shown once.")
    .option("--end <id>", "end this key")
    .action((options: EndKeyOptions) => keys_(options, context));
  withExamples(keys, "millrace people keys", "millrace people keys --end 0193a5f2-0000-7000-8000-000000000000");
}

async function list_(options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const members = await listPeople(workplace, book);
    if (options.json) {
      const items = members.map(({ seenAt, madeAt, ...member }) => ({ ...member, ...times({ seenAt, madeAt }) }));
      sayJson(context.out, { people: items });
    } else if (members.length === 0)
      sayLine(context.out, "Nobody yet: `millrace people link` lets the first owner in.");
    else context.out.write(peopleText(members, book.timeZone, context.out.columns, paintFor(context.out)));
  });
}

async function link_(typed: string | undefined, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async (desk) => {
    const { workplace, book } = desk;
    const link = orFail(
      typed === undefined
        ? await newSetUpLink(workplace, context.random, originOf(desk))
        : await entryLink(workplace, context.random, book, typed, originOf(desk)),
    );
    sayLink(link, desk, options, context);
  });
}

async function invite_(typed: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async (desk) => {
    const role = orFail(typedRole(typed));
    sayLink(
      orFail(await invite(desk.workplace, context.random, desk.book, role, originOf(desk))),
      desk,
      options,
      context,
    );
  });
}

function sayLink(link: OneTimeLink, { book }: Desk, options: CommonOptions, context: CliContext): void {
  if (options.json) {
    sayJson(context.out, { url: link.url, expiresAt: isoTime(link.expiresAt) });
    return;
  }
  sayLine(context.out, link.url);
  sayLine(context.out, `It works once, until ${momentName(link.expiresAt, book.timeZone)}, while the engine runs.`);
}

async function role_(typed: string, given: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const role = orFail(typedRole(given));
    const member = orFail(await setPersonRole(workplace, context.random, book, typed, role));
    if (options.json) sayJson(context.out, { id: member.id, role: member.role });
    else sayLine(context.out, `${member.name} is ${member.role} of "${book.slug}" now.`);
  });
}

async function remove_(typed: string, options: CommonOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    const { member, gone } = orFail(await removePerson(workplace, context.random, book, typed));
    if (options.json) sayJson(context.out, { id: member.id, gone });
    else sayLine(context.out, `${member.name} is out of "${book.slug}"${gone ? " and signed out everywhere" : ""}.`);
  });
}

async function sessions_(typed: string, options: EndOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    if (options.end) {
      const ended = orFail(await endPersonSessions(workplace, book, typed));
      if (options.json) sayJson(context.out, { ended });
      else sayLine(context.out, `Signed out in ${ended} ${ended === 1 ? "browser" : "browsers"}.`);
      return;
    }
    const { member, sessions } = orFail(await listSessions(workplace, book, typed));
    if (options.json) {
      const items = sessions.map(({ id, agent, address, madeAt, usedAt }) => ({
        id,
        agent,
        address,
        madeAt: isoTime(madeAt),
        usedAt: isoTime(usedAt),
      }));
      sayJson(context.out, { person: member.id, sessions: items });
    } else if (sessions.length === 0) sayLine(context.out, `${member.name} is signed in nowhere.`);
    else context.out.write(sessionsText(sessions, book.timeZone, context.out.columns, paintFor(context.out)));
  });
}

async function keys_(options: EndKeyOptions, context: CliContext): Promise<void> {
  await withDesk(context, { book: options.book }, async ({ workplace, book }) => {
    if (options.end !== undefined) {
      orFail(await endPersonKey(workplace, context.random, book, options.end));
      if (options.json) sayJson(context.out, { ended: options.end });
      else sayLine(context.out, "This key opens nothing any more.");
      return;
    }
    const keys = await listPeopleKeys(workplace, book);
    if (options.json) {
      const items = keys.map(({ row, madeBy, over }) => ({
        id: row.id,
        name: row.name,
        hint: row.hint,
        scopes: row.scopes.split(" "),
        madeBy,
        over,
        madeAt: isoTime(row.madeAt),
        expiresAt: isoTime(row.expiresAt),
        usedAt: row.usedAt === undefined ? null : isoTime(row.usedAt),
      }));
      sayJson(context.out, { keys: items });
    } else if (keys.length === 0) sayLine(context.out, "There are no keys.");
    else context.out.write(keysText(keys, book.timeZone, context.out.columns, paintFor(context.out)));
  });
}

/** Where people reach it; else this machine by its name, because browsers keep passkeys for names. */
function originOf({ loaded }: Desk): string {
  return publicSite(loaded.config.publicUrl)?.origin ?? `http://localhost:${loaded.config.port}`;
}

function times({ seenAt, madeAt }: { readonly seenAt: number | undefined; readonly madeAt: number }): object {
  return { madeAt: isoTime(madeAt), seenAt: seenAt === undefined ? null : isoTime(seenAt) };
}

function orFail<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new ProblemError(result.error);
  return result.value;
}
