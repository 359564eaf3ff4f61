import { Link } from "../lib/route/link.tsx";
import { useWords } from "../lib/words/words.ts";
import { BrandMark } from "../ui/brand-mark.tsx";
import { BookSwitcher } from "./book-switcher.tsx";
import { EngineBox } from "./engine-box.tsx";
import { useWaiting } from "./frame-data.ts";
import { NavLink } from "./nav-link.tsx";
import { useNavPages } from "./nav-pages.ts";
import { frameWords } from "./words.ts";

/** The sidebar; between 761 and 1180 px a rail of icons. */
export function Sidebar() {
  const w = useWords(frameWords);
  const waiting = useWaiting();
  const main = useNavPages("main");
  const more = useNavPages("more");
  return (
    <header className="side">
      <Link className="brand" to="/">
        <BrandMark />
        <span className="brand-name">Millrace</span>
      </Link>
      <BookSwitcher />
      <nav className="nav" aria-label={w.main}>
        {main.map((page) => (
          <NavLink key={page.id} page={page} count={page.id === "inbox" ? waiting : 0} />
        ))}
      </nav>
      {more.length > 0 && (
        <nav className="nav" aria-label={w.more}>
          {more.map((page) => (
            <NavLink key={page.id} page={page} />
          ))}
        </nav>
      )}
      <div className="side-foot">
        <EngineBox />
      </div>
    </header>
  );
}
