import type { Millis } from "../../base/clock.ts";
import type { Failure } from "../../base/egress/failure.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { dayMs } from "../../domain/time/civil.ts";
import { dayText } from "../../domain/time/day.ts";
import type { Ask, ConnectorContext, Found, Page, Stream } from "../../spec/connector.ts";
import { memberOf } from "../../spec/json-kit/slices.ts";
import { get, getDone, notFound, refusedCall } from "./client.ts";
import { saleLooks } from "./looks.ts";
import { saleRecord } from "./map-sale.ts";
import { pageOf, readOne } from "./pages.ts";

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

async function fetchSale(context: ConnectorContext, id: string): Promise<Result<Found, Failure>> {
  const reply = await get(context, `/sales/${encodeURIComponent(id)}`);
  if (!reply.ok) return reply;
  const fetchedAt = reply.value.startedAt;
  if (reply.value.kind === "no") {
    return notFound(reply.value.message) ? ok({ fetchedAt }) : err(refusedCall(reply.value.message));
  }
  const raw = memberOf(reply.value.text, "sale") ?? "null";
  return ok({ ...readOne(raw, saleRecord), fetchedAt });
}
