import type { Failure } from "../../base/egress/failure.ts";
import { ProblemError } from "../../base/problem.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Look, Page, Stream } from "../../spec/connector.ts";
import { removeWalk, saveWalk } from "../../store/walk.ts";
import { type Committed, commitPiece, sift } from "./commit-piece.ts";
import type { Live } from "./live.ts";
import {
  beginAgain,
  beginLook,
  type Finished,
  finishLook,
  holdWalk,
  type LookRun,
  noteTrouble,
  walkBehind,
} from "./look-run.ts";
import { type Counts, counting, type LookSummary, noCounts, noteOf } from "./look-summary.ts";
import { createRoundDetector } from "./round-detector.ts";

/** How far a look has come. `total` where the platform says how many records there are. */
export type LookProgress = {
  readonly pages: number;
  readonly records: number;
  readonly fresh: number;
  readonly total?: number;
};

export type LookOptions = {
  readonly signal?: AbortSignal;
  /** Called after each commit. */
  readonly onProgress?: (progress: LookProgress) => void;
  /** Reads everything, however short the reach of the look. */
  readonly fromTheBeginning?: boolean;
};

/**
 * Looks at a stream: page by page from the platform into the books, each page in one transaction together with where
 * the walk then is. The network is never awaited inside one. A look that was interrupted goes on where it was; one that
 * meets a failure keeps what it has, and what was known of the stream before stays known.
 */
export async function runLook(
  live: Live,
  stream: Stream,
  look: Look,
  options: LookOptions = {},
): Promise<Result<LookSummary, Failure>> {
  const run = await beginLook(live, stream, look, options.fromTheBeginning === true);
  try {
    const walked = await walk(live, stream, run, options);
    if (!walked.ok && !options.signal?.aborted) await noteTrouble(live, stream.id, walked.error);
    return walked;
  } catch (cause) {
    if (cause instanceof ProblemError && cause.problem.code === "look-running")
      return err({ kind: "transient", code: cause.problem.code, sentence: cause.problem.sentence });
    throw cause;
  }
}

async function walk(
  live: Live,
  stream: Stream,
  begun: LookRun,
  options: LookOptions,
): Promise<Result<LookSummary, Failure>> {
  const detector = createRoundDetector();
  let run = begun;
  let counts = noCounts;
  let ahead: Pull | undefined;
  for (;;) {
    if (options.signal?.aborted) return err(stopped);
    const pulled = await (ahead ?? stream.pull(live.context, askOf(run)));
    if (!pulled.ok) {
      // Only the person who ends it can abort a call on its way.
      if (options.signal?.aborted) return err(stopped);
      if (!(run.resumed && pulled.error.kind === "fatal" && run.walk === begun.walk)) return pulled;
      // The platform may have forgotten what the cursor meant.
      run = await beginAgain(live, run);
      ahead = undefined;
      continue;
    }
    const turn = turnOf(live, stream, run, pulled.value, detector.sees(pulled.value, run.walk.cursor));
    ahead = turn.kind === "next" ? pullAhead(live, stream, run, pulled.value) : undefined;
    // A turn for the network: a commit to SQLite does not let go of the processor before it is done.
    if (ahead) await live.clock.sleep(0);
    const step = await commitPage(live, stream, run, pulled.value, turn, counts);
    counts = step.counts;
    options.onProgress?.(progressOf(step.run, pulled.value));
    if (turn.kind === "failed") return err(turn.failure);
    if (step.summary) return ok(step.summary);
    run = step.run;
  }
}

type Pull = ReturnType<Stream["pull"]>;

/** Committing a page this large takes about as long as the platform needs for the next one. */
const aheadFromRecords = 200;

/**
 * Asks for the page behind this one before this one is committed: the platform works on it meanwhile. Small pages are
 * committed faster than a platform may be asked, so that nothing would be gained by asking for a page too many.
 */
function pullAhead(live: Live, stream: Stream, run: LookRun, page: Page): Pull | undefined {
  if (page.records.length < aheadFromRecords) return undefined;
  const ahead = stream.pull(live.context, askOf({ ...run, walk: { ...run.walk, cursor: page.next } }));
  // When this page cannot be committed nobody waits for the next one any more.
  ahead.catch(() => undefined);
  return ahead;
}

function askOf({ walk: { cursor, since } }: LookRun): { cursor?: string; since?: number } {
  return { ...(cursor === undefined ? {} : { cursor }), ...(since === undefined ? {} : { since }) };
}

/** What follows a page: the next one, the end, or the end of our patience. */
type Turn = { readonly kind: "next" | "end" } | { readonly kind: "failed"; readonly failure: Failure };

/** Cursors are kept with the walk; longer ones are refused. */
const cursorLengthMax = 2_000;
/** Ten million records in the smallest pages that are known. */
const pagesMax = 1_000_000;

function turnOf(live: Live, stream: Stream, { walk: { since, pages } }: LookRun, page: Page, goesRound: boolean): Turn {
  if (page.next === undefined) return { kind: "end" };
  if (goesRound) return { kind: "failed", failure: roundFailure(live, stream) };
  const { records } = page;
  const isOld = since !== undefined && records.length > 0 && records.every(({ at }) => at !== undefined && at < since);
  if (stream.newestFirst && isOld) return { kind: "end" };
  if (page.next.length > cursorLengthMax || pages + 1 >= pagesMax)
    return { kind: "failed", failure: endlessFailure(live, stream) };
  return { kind: "next" };
}

type Step = { readonly run: LookRun; readonly counts: Counts; readonly summary?: LookSummary };

async function commitPage(
  live: Live,
  stream: Stream,
  run: LookRun,
  page: Page,
  turn: Turn,
  counts: Counts,
): Promise<Step> {
  let step: Step = { run, counts };
  await commitPiece(live, stream.id, sift(live.connector.id, page), async (tx, committed: Committed) => {
    await holdWalk(tx, run);
    const behind = walkBehind(run, page, committed.fresh.length);
    const after = counting(counts, committed, run.state.coveredTo);
    step = { run: { ...run, walk: behind }, counts: after };
    if (turn.kind === "next") await saveWalk(tx, behind);
    else if (turn.kind === "failed") await removeWalk(tx, behind);
    else {
      const state = await finishLook(tx, live, behind);
      step = { ...step, summary: summaryOf(step.run, after, state) };
    }
  });
  return step;
}

function summaryOf({ walk, resumed }: LookRun, counts: Counts, state: Finished): LookSummary {
  const { touched: _touched, products: _products, ...told } = counts;
  return {
    stream: walk.stream,
    look: walk.look,
    resumed,
    pages: walk.pages,
    records: walk.records,
    fresh: walk.fresh,
    ...told,
    startedAt: walk.startedAt,
    finishedAt: state.lookedAt,
    coveredFrom: state.coveredFrom,
    coveredTo: state.coveredTo,
    note: noteOf(counts),
  };
}

function progressOf({ walk: { pages, records, fresh } }: LookRun, { total }: Page): LookProgress {
  return { pages, records, fresh, ...(total === undefined ? {} : { total }) };
}

const stopped: Failure = {
  kind: "transient",
  code: "stopped",
  sentence: "The look was stopped; it goes on where it was.",
};

function roundFailure({ connector }: Live, stream: Stream): Failure {
  return {
    kind: "transient",
    code: "list-goes-round",
    sentence: `${connector.title} gave pages of its ${stream.title} again that it had given before, so the list could not be read to its end.`,
    fix: "What was read is kept. The next look begins anew.",
  };
}

function endlessFailure({ connector }: Live, stream: Stream): Failure {
  return {
    kind: "fatal",
    code: "list-endless",
    sentence: `${connector.title} lists its ${stream.title} in a way that has no end Millrace could reach.`,
    fix: "What was read is kept. Please report this: the connector needs to be changed.",
  };
}
