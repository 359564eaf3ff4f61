import type { Quota } from "../base/egress/http.ts";
import { isoTime } from "../domain/time/iso-time.ts";
import { figureOf } from "../insight/earned/build-overview.ts";
import { measuresByDay, sumOfDays } from "../insight/earned/earned-days.ts";
import type { EarnedFigure } from "../insight/earned/earned-overview.ts";
import { type Known, knownAt } from "../insight/report/known-at.ts";
import type { Period } from "../insight/report/report.ts";
import { dayAfter, momentOf } from "../insight/shown/moment.ts";
import type { Book } from "../store/book.ts";
import { listedProducts } from "../store/listed-product.ts";
import { type RollupRow, readRollups } from "../store/rollup.ts";
import { type AccountStatus, accountStatus } from "./account-status.ts";
import { accountName } from "./find-connections.ts";
import { type PauseNote, pauseNote } from "./pause-note.ts";
import { type PlatformManifest, platformManifests } from "./platform-manifest.ts";
import { type PlatformStatus, platformStatus, type StreamStatus } from "./platform-status.ts";
import type { Workplace } from "./workplace.ts";

/** How one account at a platform stands, as a person sees it. */
export type CardState = "reconnect" | "failing" | "reading" | "slowed" | "connected" | "paused" | "files";

/** One account at a platform, or one source that only files were read of. Moments ISO UTC. */
export type PlatformCard = {
  /** What it is called in addresses: "gumroad"; where there are several accounts "gumroad-2". */
  readonly name: string;
  readonly platform: string;
  readonly title: string;
  readonly account: string | null;
  readonly state: CardState;
  /** Why it cannot be read, and since when. */
  readonly trouble: { readonly sentence: string; readonly since: string | null } | null;
  readonly paused: PauseNote | null;
  /** Until when its limit holds it back. */
  readonly slowedUntil: string | null;
  readonly way: AccountStatus["way"];
  readonly connectedAt: string | null;
  /** When access must be given anew. */
  readonly endsAt: string | null;
  /** What is on sale there. */
  readonly listings: number;
  readonly earned: EarnedFigure;
  /** Sales of the last 30 days that are in the books. */
  readonly recentSales: number;
  /** When everything of it was last read. */
  readonly readAt: string | null;
  readonly streams: readonly StreamStatus[];
  readonly limits: readonly Quota[];
};

export type PlatformBoard = {
  readonly currency: string;
  readonly period: Period;
  readonly items: readonly PlatformCard[];
  /** What each known platform can and cannot do, whether it is connected or not. */
  readonly known: readonly PlatformManifest[];
};

const recentDays = 30;
/** A limit that is whole again sooner holds nobody back. */
const noticedMs = 5_000;

type Scene = {
  readonly workplace: Workplace;
  readonly book: Book;
  readonly period: Period;
  readonly recentFrom: string;
  readonly now: number;
  readonly known: Known;
  readonly rows: readonly RollupRow[];
  readonly listings: ReadonlyMap<string, number>;
};

/** The platforms of a book: trouble first, then by what was earned this month; and what each can do. */
export async function platformBoard(workplace: Workplace, book: Book): Promise<PlatformBoard> {
  const { store, clock } = workplace;
  const { at, today, month } = momentOf(clock.now(), undefined, book.timeZone);
  const period = { from: `${month}-01`, to: today };
  const recentFrom = dayAfter(today, 1 - recentDays);
  const begin = recentFrom < period.from ? recentFrom : period.from;
  const scene: Scene = {
    workplace,
    book,
    period,
    recentFrom,
    now: at,
    known: await knownAt(store, book.id),
    rows: await readRollups(store, book.id, "source", begin, today),
    listings: await onSale(workplace, book),
  };
  const manifests = platformManifests(workplace);
  const statuses = await platformStatus(workplace, book);
  const accounts = await accountStatus(workplace, book);
  const cards: PlatformCard[] = [];
  for (const status of statuses) {
    const account = accounts.find(({ id }) => id === status.id);
    const alone = statuses.filter(({ platform }) => platform === status.platform).length === 1;
    cards.push(await accountCard(scene, status, account, alone));
  }
  const connected = new Set(statuses.map(({ platform }) => platform));
  for (const source of new Set(scene.known.imports.map((one) => one.source)))
    if (!connected.has(source)) cards.push(filesCard(scene, source, titleOf(manifests, source)));
  return { currency: book.homeCurrency, period, items: inOrder(cards), known: manifests };
}

function titleOf(manifests: readonly PlatformManifest[], source: string): string {
  return manifests.find(({ platform }) => platform === source)?.title ?? source;
}

async function onSale({ store }: Workplace, book: Book): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { source, state } of await listedProducts(store, book.id))
    if (state === "published") counts.set(source, (counts.get(source) ?? 0) + 1);
  return counts;
}

async function accountCard(
  scene: Scene,
  status: PlatformStatus,
  account: AccountStatus | undefined,
  alone: boolean,
): Promise<PlatformCard> {
  const { id, platform, title, streams, limits, connectedAt } = status;
  const broken = account?.status === "error" ? account.reason : status.accessFailure;
  // What failed with the access before is over; the new one has not been used yet.
  const given = account?.givenAt ?? "";
  const failing = streams.find(({ failure, failingSince }) => failure !== null && (failingSince ?? "") > given);
  const waits = streams.some(({ failure }) => failure !== null) && !failing;
  const slowed = limits.find(({ remaining, resetAt }) => remaining < 1 && resetAt > scene.now + noticedMs);
  const since = streams.flatMap(({ failingSince }) => failingSince ?? []).sort()[0] ?? null;
  const sentence = broken ?? failing?.failure ?? null;
  const paused = status.state === "paused" ? await pauseNote(scene.workplace.store, { id: BigInt(id) }) : undefined;
  return {
    name: alone ? platform : accountName({ platform, id: BigInt(id) }),
    platform,
    title,
    account: status.account,
    state: waits && broken === null && status.state === "on" ? "reading" : stateOf(status, broken, failing, slowed),
    trouble: sentence === null || status.state === "paused" ? null : { sentence, since },
    paused: paused ?? null,
    slowedUntil: slowed ? isoTime(slowed.resetAt) : null,
    way: account?.way ?? null,
    connectedAt,
    endsAt: account?.endsAt ?? null,
    ...figuresOf(scene, platform),
    readAt: readTo(streams),
    streams,
    limits,
  };
}

function stateOf(
  { state, streams }: PlatformStatus,
  broken: string | null,
  failing: StreamStatus | undefined,
  slowed: Quota | undefined,
): CardState {
  if (state === "paused") return "paused";
  if (broken !== null) return "reconnect";
  if (failing) return "failing";
  if (slowed) return "slowed";
  const reads = streams.some(({ readAt, reading }) => reading !== null || readAt === null);
  return reads ? "reading" : "connected";
}

/** All of it was read at the moment at which the first of its lists was; null while one never was. */
function readTo(streams: readonly StreamStatus[]): string | null {
  const moments = streams.map(({ readAt }) => readAt);
  return moments.includes(null) ? null : (moments.flatMap((at) => at ?? []).sort()[0] ?? null);
}

function figuresOf(
  { book, period, recentFrom, now, known, rows, listings }: Scene,
  source: string,
): Pick<PlatformCard, "earned" | "recentSales" | "listings"> {
  const own = {
    ...known,
    imports: known.imports.filter((one) => one.source === source),
    live: known.live.filter((one) => one.source === source),
  };
  const mine = rows.filter((row) => row.source === source);
  const { net } = sumOfDays(measuresByDay(mine, book.homeCurrency), period.from, period.to);
  const recent = mine.filter((row) => row.day >= recentFrom);
  return {
    earned: figureOf(net, book.homeCurrency, period, own, { timeZone: book.timeZone, now }),
    recentSales: Number(recent.reduce((sum, { measures }) => sum + measures.sales, 0n)),
    listings: listings.get(source) ?? 0,
  };
}

function filesCard(scene: Scene, source: string, title: string): PlatformCard {
  const read = scene.known.imports.filter((one) => one.source === source);
  const last = Math.max(0, ...read.map(({ finishedAt }) => finishedAt ?? 0));
  return {
    name: source,
    platform: source,
    title,
    account: null,
    state: "files",
    trouble: null,
    paused: null,
    slowedUntil: null,
    way: null,
    connectedAt: null,
    endsAt: null,
    ...figuresOf(scene, source),
    readAt: last === 0 ? null : isoTime(last),
    streams: [],
    limits: [],
  };
}

const ranks: Partial<Record<CardState, number>> = { reconnect: 0, failing: 1, paused: 3 };

function inOrder(cards: readonly PlatformCard[]): readonly PlatformCard[] {
  const rank = ({ state }: PlatformCard): number => ranks[state] ?? 2;
  // Amounts of one currency have the same decimals: without their point they compare as whole numbers.
  const minor = ({ earned }: PlatformCard): bigint => BigInt(earned.amount.replace(".", ""));
  return [...cards].sort(
    (a, b) =>
      rank(a) - rank(b) || Number(minor(b) > minor(a)) - Number(minor(b) < minor(a)) || (a.title < b.title ? -1 : 1),
  );
}
