import { useEffect, useRef } from "react";
import { PageHead } from "../../frame/page-head.tsx";
import { useBook } from "../../lib/route/address.ts";
import { useGo } from "../../lib/route/link.tsx";
import { droppedFileStore } from "../../lib/state/dropped-file.ts";
import { useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { BookingCard } from "./booking-card.tsx";
import { ChooseFile } from "./choose-file.tsx";
import { EarlierFiles } from "./earlier-files.tsx";
import "./import.css";
import { MoreAbout } from "./more-about.tsx";
import { Preview } from "./preview.tsx";
import { useImport } from "./use-import.ts";
import { importWords } from "./words.ts";

/** A file into the books: choose it, see what is in it, book it. Nothing is booked before one says so. */
export default function ImportPage() {
  const w = useWords(importWords);
  const book = useBook();
  const go = useGo();
  // Files are one's own: they never go into the demo shop.
  useEffect(() => {
    if (book === "demo") go("/import?book=main", { replace: true });
  }, [book, go]);
  const own = book === "demo" ? "main" : book;
  const work = useImport(own);
  const dropped = useStore(droppedFileStore);
  const send = useRef(work.send.mutate);
  useEffect(() => {
    if (!dropped) return;
    droppedFileStore.set(undefined);
    send.current(dropped);
  }, [dropped]);
  const { upload, preview, booking } = work;
  const isChoosing = upload === undefined && !work.send.isPending;
  return (
    <>
      <PageHead title={w.title} state={upload?.name ?? w.intro} />
      <div className="import stack">
        {work.send.error && (
          <Card title={work.send.variables?.name ?? w.title} flush>
            <ErrorNote error={work.send.error} />
          </Card>
        )}
        {isChoosing && <ChooseFile onFile={(file) => work.send.mutate(file)} />}
        {isChoosing && <EarlierFiles book={own} />}
        {(work.send.isPending || preview.isPending) && (
          <Card>
            <p role="status" className="muted">
              {work.send.isPending ? w.sending(work.send.variables?.name ?? "") : w.looking}
            </p>
          </Card>
        )}
        {upload && booking && <BookingCard booking={booking} name={upload.name} onAnother={work.startOver} />}
        {upload && !booking && preview.error && <NotUnderstood work={work} />}
        {upload && !booking && !preview.isPending && preview.data && <Preview result={preview.data} work={work} />}
        {upload && !booking && !preview.isPending && (preview.error || preview.data) && (
          <MoreAbout key={upload.id} work={work} upload={upload} isOpen={preview.error !== null} />
        )}
      </div>
    </>
  );
}

const noTable = ["empty-file", "no-header", "file-unreadable"];

function NotUnderstood({ work }: { readonly work: ReturnType<typeof useImport> }) {
  const w = useWords(importWords);
  const { error } = work.preview;
  const name = work.upload?.name ?? "";
  if (!error) return null;
  const help = noTable.includes(error.kind)
    ? w.notATable
    : /-layout$/.test(error.kind)
      ? w.unknownLayout
      : error.kind === "import-needs" || error.kind.endsWith("-wrong") || error.kind.startsWith("unknown-")
        ? w.needsMore
        : error.detail;
  return (
    <Card title={name || w.title} flush>
      <ErrorNote
        {...(error.isOffline ? {} : { title: withoutName(error.title, name) })}
        error={error}
        actions={<Button onClick={work.startOver}>{w.another}</Button>}
      >
        {help}
      </ErrorNote>
    </Card>
  );
}

/** The card is called as the file is: its sentence need not begin with the name again. */
const withoutName = (title: string, name: string): string =>
  title.startsWith(`${name}: `) ? title.slice(name.length + 2) : title;
