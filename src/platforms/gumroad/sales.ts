import type { Millis } from "../../base/clock.ts";
import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { dayMs } from "../../domain/time/civil.ts";
import { dayText } from "../../domain/time/day.ts";
import type { Ask, ConnectorContext, Found, Page, Stream } from "../../spec/connector.ts";
import { exactMember } from "../../spec/json-kit/exact.ts";
import { memberOf } from "../../spec/json-kit/slices.ts";
import { get, getDone, notFound, refusedCall } from "./client.ts";
import { saleLooks } from "./looks.ts";
import { saleRecord } from "./map-sale.ts";
import { pageOf, rawsOf, readOne } from "./pages.ts";

/** Sales, newest first, ten a page. */
export const sales: Stream = {
  id: "sales",
  title: "sales",
  newestFirst: true,
  looks: saleLooks,
  pull,
  fetch: fetchSale,
};

async function pull(context: ConnectorContext, ask: Ask): Promise<Result<Page, Failure>> {
  const reply = await getDone(context, "/sales", queryOf(ask));
  return reply.ok ? pageOf(reply.value, "sales", ask.cursor, saleRecord) : reply;
}

/** Gumroad takes days in UTC: the first day counts whole, the last not at all, so both are widened outwards. */
export function queryOf(ask: Ask): Readonly<Record<string, string>> {
  return {
    ...(ask.since === undefined ? {} : { after: dayOf(Math.floor(ask.since / dayMs)) }),
    ...(ask.until === undefined ? {} : { before: dayOf(Math.ceil(ask.until / dayMs)) }),
    ...(ask.cursor === undefined ? {} : { page_key: ask.cursor }),
  };
}

/** Gumroad did not exist before 1970, and no day after 9999 can be written. */
function dayOf(days: Millis): string {
  return dayText(Math.min(Math.max(days, 0), lastDay));
}

const lastDay = 2_932_896;

/**
 * By its id Gumroad shows every purchase, also those that its list leaves out and that bring no money: test purchases,
 * authorised pre-orders, received gifts, payments that failed. Nothing in the record tells them all apart, so the list
 * decides: it is asked for the purchase's own number, and gives it or nothing.
 */
async function fetchSale(context: ConnectorContext, id: string): Promise<Result<Found, Failure>> {
  const shown = await get(context, `/sales/${encodeURIComponent(id)}`);
  if (!shown.ok) return shown;
  const { startedAt: fetchedAt } = shown.value;
  if (shown.value.kind === "no") {
    return notFound(shown.value.message) ? ok({ fetchedAt }) : err(refusedCall(shown.value.message));
  }
  const number = memberOf(memberOf(shown.value.text, "sale") ?? "{}", "order_id") ?? "";
  if (!/^[1-9][0-9]*$/.test(number)) return ok({ fetchedAt });
  const listed = await getDone(context, "/sales", { order_id: number });
  if (!listed.ok) return listed;
  const raws = rawsOf(listed.value, "sales");
  if (!raws.ok) return raws;
  const raw = raws.value.find((one) => exactMember(one, "id") === id);
  return ok({ ...(raw === undefined ? {} : readOne(raw, saleRecord)), fetchedAt: listed.value.startedAt });
}
