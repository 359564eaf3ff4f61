import { Search } from "lucide-react";
import { useWords } from "../lib/words/words.ts";
import { Button } from "../ui/button.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { BookSwitcher } from "./book-switcher.tsx";
import { EngineBox } from "./engine-box.tsx";
import "./more-sheet.css";
import { NavLink } from "./nav-link.tsx";
import { useNavPages } from "./nav-pages.ts";
import { openOverlay } from "./overlay-store.ts";
import { frameWords } from "./words.ts";

/** On a phone: every page that has no place in the bottom bar, the book and the stop switch. */
export default function MoreSheet({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(frameWords);
  const pages = [...useNavPages("main"), ...useNavPages("more")];
  return (
    <Sheet title={w.moreTitle} onClose={onClose}>
      <div className="stack">
        <Button icon={Search} onClick={() => openOverlay("palette")}>
          {w.find}
        </Button>
        <BookSwitcher />
        <EngineBox />
        <nav className="nav more-nav" aria-label={w.more}>
          {pages.map((page) => (
            <NavLink key={page.id} page={page} onOpen={onClose} />
          ))}
        </nav>
      </div>
    </Sheet>
  );
}
