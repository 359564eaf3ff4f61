import { Ellipsis } from "lucide-react";
import { usePages } from "../lib/pages/pages.ts";
import { useWords } from "../lib/words/words.ts";
import { Icon } from "../ui/icon.tsx";
import { useWaiting } from "./frame-data.ts";
import { NavLink } from "./nav-link.tsx";
import { openOverlay } from "./overlay-store.ts";
import { frameWords } from "./words.ts";

/** The phone's bottom bar: the inbox stands in the middle, where the thumb is. */
const inBar = ["today", "money", "inbox", "agent"] as const;

export function TabBar() {
  const w = useWords(frameWords);
  const waiting = useWaiting();
  const pages = usePages();
  return (
    <nav className="tabbar" aria-label={w.main}>
      {inBar.flatMap((id) => {
        const page = pages.find((one) => one.id === id);
        return page ? [<NavLink key={id} page={page} count={id === "inbox" ? waiting : 0} />] : [];
      })}
      <button type="button" aria-haspopup="dialog" onClick={() => openOverlay("more")}>
        <Icon of={Ellipsis} />
        <span>{w.more}</span>
      </button>
    </nav>
  );
}
