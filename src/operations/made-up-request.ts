import { propose } from "../actions/propose.ts";
import { dayMs } from "../domain/time/civil.ts";
import { dayIn } from "../domain/time/day.ts";
import { listActions } from "../store/action.ts";
import type { Book } from "../store/book.ts";
import { changeAutonomy } from "./change-autonomy.ts";
import { openRoad } from "./open-road.ts";
import { planRefund } from "./own-refund.ts";
import { searchSales } from "./search-sales.ts";
import type { Workplace } from "./workplace.ts";

/** What the made-up buyer is willing to have back: a small amount, so that the first yes is an easy one. */
const amountMax = "20";
const lastsMs = 3 * dayMs;

/**
 * For the demo shop, where no real buyer ever writes: one of its made-up buyers asks for her money back, and the refund
 * waits for a yes. It goes the road that every act goes, to the simulated platform. Asked once; nothing happens while
 * there is no fitting sale yet. Answers whether something was proposed.
 */
export async function askMadeUpRefund(workplace: Workplace, book: Book): Promise<boolean> {
  const { store, clock } = workplace;
  if ((await listActions(store, { bookId: book.id, limit: 1 })).length > 0) return false;
  const day = dayIn(book.timeZone);
  const found = await searchSales(
    workplace,
    book,
    {
      status: "completed",
      currency: book.homeCurrency,
      amountFrom: "1",
      amountTo: amountMax,
      from: day(clock.now() - 3 * dayMs),
      to: day(clock.now() - dayMs),
    },
    { limit: 1 },
  );
  const sale = found.ok ? found.value.items[0] : undefined;
  if (!sale) return false;
  const reason = `The buyer of ${sale.product.name} wrote that it is not what she was looking for, and asks for her money back.`;
  const planned = await planRefund(workplace, book, sale.key, { reason });
  if (!planned.ok) return false;
  // The demo's platform is a simulated one: a yes may really do what it says.
  await changeAutonomy(workplace, book, "sale.refund", { level: "ask", mode: "live" });
  const { draft } = planned.value;
  const origin = { by: "assistant" as const, id: "demo" };
  const asked = { ...draft, origin, expiresAt: clock.now() + lastsMs };
  const taken = await propose(openRoad(workplace), book, asked, { actor: "demo shop" });
  return taken.ok;
}
