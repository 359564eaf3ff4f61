import { type Problem, problem } from "../base/problem.ts";
import { err, ok, type Result } from "../base/result.ts";
import { dropUpload } from "../intake/files/uploads.ts";
import type { Book } from "../store/book.ts";
import type { Installation } from "../upkeep/open-installation.ts";
import { type ImportChoices, type ImportOutcome, type ImportProgress, importFile } from "./import-file.ts";
import { uploadNamed, uploadsFolder } from "./uploads.ts";
import type { Workplace } from "./workplace.ts";

/** What a person chose for an upload. */
export type UploadChoices = Pick<ImportChoices, "as" | "mapping" | "currency" | "timeZone" | "source">;

/** How far the booking of an upload is. */
export type Booking =
  | { readonly state: "waiting" }
  | { readonly state: "booking"; readonly progress: ImportProgress }
  | { readonly state: "booked"; readonly outcome: ImportOutcome }
  | { readonly state: "failed"; readonly problem: Problem };

/** Bookings of this process; what was booked stays in the books whatever becomes of this. */
const bookings = new WeakMap<Installation, Map<string, Booking>>();
const rememberedMax = 100;

/** What an import of it would book, found by doing all of it and undoing it. */
export async function previewUpload(
  workplace: Workplace,
  book: Book,
  id: string,
  choices: UploadChoices,
): Promise<Result<ImportOutcome, Problem>> {
  const upload = await uploadNamed(workplace, id);
  if (!upload.ok) return upload;
  return importFile(workplace, book, upload.value.path, { ...choices, dryRun: true });
}

/**
 * Begins to book an upload; it goes on when nobody waits for it. `ends` stops it behind the commit under way: the same
 * file sent again goes on from there. Problems: `unknown-upload`, `upload-booking`.
 */
export async function bookUpload(
  workplace: Workplace,
  book: Book,
  id: string,
  choices: UploadChoices,
  ends?: AbortSignal,
): Promise<Result<Booking, Problem>> {
  const upload = await uploadNamed(workplace, id);
  if (!upload.ok) return upload;
  const own = bookingsOf(workplace.installation);
  if (own.get(id)?.state === "booking")
    return err(problem("upload-booking", "This file is being booked already.", { kept: "It is booked once." }));
  const keep = (booking: Booking): void => void own.set(id, booking);
  keep({ state: "booking", progress: { bytes: 0, bytesTotal: upload.value.bytes, rows: 0 } });
  for (const old of [...own.keys()].slice(0, Math.max(0, own.size - rememberedMax))) own.delete(old);
  const onProgress = (progress: ImportProgress): void => keep({ state: "booking", progress });
  void run(workplace, book, upload.value.path, { ...choices, signal: ends, onProgress }).then(async (booking) => {
    if (booking.state === "booked") await forget(workplace, id);
    keep(booking);
  });
  return ok(own.get(id) ?? { state: "waiting" });
}

/** How far it is. Problem `unknown-upload`. */
export async function showBooking(workplace: Workplace, id: string): Promise<Result<Booking, Problem>> {
  const known = bookings.get(workplace.installation)?.get(id);
  if (known) return ok(known);
  const upload = await uploadNamed(workplace, id);
  return upload.ok ? ok({ state: "waiting" }) : upload;
}

function bookingsOf(installation: Installation): Map<string, Booking> {
  const own = bookings.get(installation) ?? new Map<string, Booking>();
  bookings.set(installation, own);
  return own;
}

/** Never throws: nobody would hear it. */
async function run(workplace: Workplace, book: Book, path: string, choices: ImportChoices): Promise<Booking> {
  try {
    const done = await importFile(workplace, book, path, choices);
    return done.ok ? { state: "booked", outcome: done.value } : { state: "failed", problem: done.error };
  } catch (cause) {
    workplace.log.error({ err: cause }, "Millrace met an error of its own while it booked a file.");
    const kept = "What was booked before stays booked; the file is kept.";
    return {
      state: "failed",
      problem: problem("own-error", "Millrace met an error of its own.", { kept, fix: "The log tells more." }),
    };
  }
}

/** The upload is not needed any more, and what it booked is signed soon, not only in the night. */
async function forget(workplace: Workplace, id: string): Promise<void> {
  try {
    await dropUpload(uploadsFolder(workplace), id);
    await workplace.jobs.runNow("audit-checkpoint");
  } catch (cause) {
    workplace.log.warn({ err: cause }, "A file is booked, but its copy could not be cleared away or signed at once.");
  }
}
