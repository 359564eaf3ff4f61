import { useWords } from "../lib/words/words.ts";
import { Sheet } from "../ui/sheet.tsx";
import { frameWords } from "./words.ts";

export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(frameWords);
  return (
    <Sheet title={w.find} onClose={onClose}>
      <p>{w.findHint}</p>
    </Sheet>
  );
}
