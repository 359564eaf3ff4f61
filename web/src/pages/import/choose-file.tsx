import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { importWords } from "./words.ts";

/** A place to drop a file on, and a button for those who do not drag. */
export function ChooseFile({ onFile }: { readonly onFile: (file: File) => void }) {
  const w = useWords(importWords);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <section
      className="card import-drop"
      aria-label={w.dropTitle}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
    >
      <Icon of={FileUp} />
      <h2>{w.dropTitle}</h2>
      <p className="muted">{w.dropText}</p>
      <Button kind="primary" onClick={() => input.current?.click()}>
        {w.choose}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={w.choose}
        accept=".csv,.tsv,.txt,.gz,text/csv"
        onChange={(event) => take(event.target.files)}
      />
    </section>
  );
}
