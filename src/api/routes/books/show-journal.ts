import { z } from "zod";
import { accountJournal, type JournalPlace } from "../../../operations/account-journal.ts";
import { journal, journalQuery } from "../../contract/books.ts";
import { cursorPlace, cursorText, cursorWrong } from "../../cursor.ts";
import { defineRoute } from "../../define-route.ts";
import { momentAsked } from "../../moment-asked.ts";
import { orThrow } from "../../or-throw.ts";

/** `GET /books/accounts/:path` */
export const route = defineRoute({
  method: "get",
  path: "/books/accounts/:path",
  summary: "What was booked on one account, newest first, with the balance after each movement.",
  needs: "read",
  params: { path: z.string().max(800).meta({ description: "The account, such as assets:bank:equity:main." }) },
  query: journalQuery,
  answer: journal,
  problems: { "account-currency": 409 },
  handler: async ({ params, query: { limit, after, currency, asOf }, workplace, book }) => {
    const wish = { path: params.path, currency, limit, after: placeOf(after), ...momentAsked(asOf) };
    const { account, items, next } = orThrow(await accountJournal(workplace, book, wish));
    return {
      account,
      items,
      next: next ? cursorText([next.before.toString(), next.balance.toString()]) : null,
    };
  },
});

function placeOf(after: string | undefined): JournalPlace | undefined {
  const place = cursorPlace(after, ["string", "string"]);
  if (!place) return undefined;
  const [before, balance] = place.map(String);
  const whole = /^-?\d{1,18}$/;
  if (before === undefined || balance === undefined || !whole.test(before) || !whole.test(balance)) throw cursorWrong();
  return { before: BigInt(before), balance: BigInt(balance) };
}
