import { useEffect, useState } from "react";
import { useAsOf, useBook } from "../../lib/route/address.ts";
import { useGo } from "../../lib/route/link.tsx";
import { droppedFileStore } from "../../lib/state/dropped-file.ts";
import { useWords } from "../../lib/words/words.ts";
import { useMay } from "./reads.ts";
import { todayWords } from "./words.ts";

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** A file dropped anywhere on Today is looked at on the import page. */
export default function DropAnywhere() {
  const w = useWords(todayWords);
  const go = useGo();
  const book = useBook();
  const [asOf] = useAsOf();
  const may = useMay("configure", book) && asOf === undefined;
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    if (!may) return;
    const over = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      droppedFileStore.set(event.dataTransfer?.files[0]);
      go("/import");
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [may, go]);
  if (!isOver) return null;
  return (
    <div className="today-drop" role="status">
      {w.dropHere}
    </div>
  );
}
