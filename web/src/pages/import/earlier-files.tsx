import { useState } from "react";
import type { z } from "zod";
import type { fileImport, importList, refusedList } from "../../../../src/api/contract/imports.ts";
import { useMay } from "../../lib/api/may.ts";
import { useRead } from "../../lib/api/read.ts";
import { addressOf } from "../../lib/api/request.ts";
import { number } from "../../lib/format/number.ts";
import { time } from "../../lib/format/time.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Refusals } from "./refusals.tsx";
import { importWords } from "./words.ts";

type File = z.infer<typeof fileImport>;

/** As many as fit below the place to drop one; the others one asks for. */
const shownFirst = 10;

/** The files that were imported, newest first, and what was not understood of each. */
export function EarlierFiles({ book }: { readonly book: string }) {
  const w = useWords(importWords);
  const [all, showAll] = useState(false);
  const { data, error, refetch } = useRead<z.infer<typeof importList>>("/imports", {
    query: { book },
    topics: ["books", "sales"],
  });
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  const shown = all ? data.items : data.items.slice(0, shownFirst);
  return (
    <Card title={w.earlier} flush>
      <ul className="import-earlier">
        {shown.map((file) => (
          <li key={file.id}>
            <OneFile file={file} book={book} />
          </li>
        ))}
      </ul>
      {shown.length < data.items.length && (
        <div className="import-acts">
          <Button kind="quiet" onClick={() => showAll(true)}>
            {w.allFiles(data.items.length)}
          </Button>
        </div>
      )}
    </Card>
  );
}

function OneFile({ file, book }: { readonly file: File; readonly book: string }) {
  const w = useWords(importWords);
  const here = useHere();
  const [isOpen, open] = useState(false);
  const { rows, state } = file;
  const said = [
    time(file.startedAt, here),
    file.source,
    w.booked(rows.booked),
    ...(rows.known > 0 ? [w.knownRows(number(rows.known, here.lang))] : []),
    ...(state === "stopped" ? [w.stoppedEarly] : []),
  ];
  return (
    <>
      <p className="import-name">{file.fileName}</p>
      <p className="small muted">{said.join(" · ")}</p>
      {rows.refused > 0 && (
        <Button kind="quiet" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
          {w.lookAt(rows.refused)}
        </Button>
      )}
      {isOpen && <Refused file={file} book={book} />}
    </>
  );
}

function Refused({ file, book }: { readonly file: File; readonly book: string }) {
  const w = useWords(importWords);
  const mayTake = useMay("export");
  const path = `/imports/${file.id}/refused`;
  const { data, error, refetch } = useRead<z.infer<typeof refusedList>>(path, { query: { book }, topics: ["books"] });
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <>
      <Refusals refusals={data.items} total={file.rows.refused} />
      {mayTake && (
        <p>
          <a className="link" href={addressOf(`${path}/download`, { book })} download="">
            {w.takeRefused}
          </a>
        </p>
      )}
    </>
  );
}
