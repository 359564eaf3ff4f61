import type { UseQueryResult } from "@tanstack/react-query";
import type { z } from "zod";
import type { inbox, inboxItem } from "../../../../src/api/contract/inbox.ts";
import type { me } from "../../../../src/api/contract/me.ts";
import type { target, targets } from "../../../../src/api/contract/targets.ts";
import type { earnedPart, forecast, today, todaySale, trouble, troubles } from "../../../../src/api/contract/today.ts";
import type { ApiProblem } from "../../lib/api/problem.ts";
import { useRead } from "../../lib/api/read.ts";

export type TodayData = z.infer<typeof today>;
export type Part = z.infer<typeof earnedPart>;
export type Sale = z.infer<typeof todaySale>;
export type Forecast = z.infer<typeof forecast>;
export type Target = z.infer<typeof target>;
export type Trouble = z.infer<typeof trouble>;
export type Waiting = z.infer<typeof inboxItem>;
export type Me = z.infer<typeof me>;
type Read<T> = UseQueryResult<T, ApiProblem>;

export const useToday = (): Read<TodayData> =>
  useRead<TodayData>("/today", { topics: ["sales", "payouts", "platforms"] });

export const useForecast = (): Read<Forecast> => useRead<Forecast>("/today/forecast", { topics: ["sales"] });

export const useTargets = (): Read<z.infer<typeof targets>> =>
  useRead<z.infer<typeof targets>>("/targets", { topics: ["sales", "books"] });

export const useTroubles = (): Read<z.infer<typeof troubles>> =>
  useRead<z.infer<typeof troubles>>("/today/troubles", { topics: ["alerts", "platforms", "payouts", "inbox"] });

/** The same question as the sidebar's count: asked once. */
export const useInbox = (): Read<z.infer<typeof inbox>> =>
  useRead<z.infer<typeof inbox>>("/inbox", { topics: ["inbox", "platforms", "alerts"] });

export const useMe = (): Read<Me> => useRead<Me>("/me", { topics: ["books", "sales", "platforms"], scope: "none" });

/** Whether the person may do something in the open book; what holds for one's own books holds for the demo shop. */
export function useMay(permission: string, book: string): boolean {
  const { data } = useMe();
  const slug = book === "demo" ? "main" : book;
  return data?.books.find((one) => one.slug === slug)?.may.includes(permission) ?? false;
}
