import type { Context } from "hono";
import { problem } from "../base/problem.ts";
import { buildReport } from "../insight/report/build-report.ts";
import type { Grouping } from "../insight/report/report.ts";
import { choosePeriod } from "../operations/choose-period.ts";
import { findBook, mainBook } from "../operations/find-book.ts";
import { bookedDays } from "../store/rollup.ts";
import type { ApiDeps } from "./deps.ts";
import { problemResponse } from "./problem-response.ts";

const groupings: readonly Grouping[] = ["source", "product", "country", "currency", "day", "month"];
const known: readonly string[] = ["book", "day", "month", "from", "to", "by"];

/** `GET /api/v1/report?book=&day=|month=|from=&to=&by=`: the same as `millrace report --json`. */
export async function report(c: Context, { workplace }: ApiDeps): Promise<Response> {
  const query = c.req.query();
  const strange = Object.keys(query).find((name) => !known.includes(name));
  if (strange !== undefined) {
    return problemResponse(
      c,
      400,
      problem("query-wrong", `There is no "${strange.slice(0, 40)}" here.`, { fix: `Known are: ${known.join(", ")}.` }),
    );
  }
  const by = groupings.find((one) => one === (query["by"] ?? "source"));
  if (by === undefined)
    return problemResponse(
      c,
      400,
      problem("query-wrong", '"by" is not one of the groups.', { fix: `Known are: ${groupings.join(", ")}.` }),
    );
  const { store, clock } = workplace;
  const book = await findBook(store, query["book"] ?? mainBook);
  if (!book.ok) return problemResponse(c, 404, book.error);
  const now = clock.now();
  const { day, month, from, to } = query;
  const period = choosePeriod(
    { day, month, from, to },
    book.value.timeZone,
    now,
    await bookedDays(store, book.value.id),
  );
  if (!period.ok) return problemResponse(c, 400, period.error);
  return c.json(await buildReport(store, book.value, period.value, by, now));
}
