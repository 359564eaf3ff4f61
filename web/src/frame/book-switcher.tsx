import { Check, ChevronDown } from "lucide-react";
import { useRef } from "react";
import { useSearchParams } from "wouter";
import { lastBookStore } from "../lib/route/address.ts";
import { useStore } from "../lib/state/store.ts";
import { langStore } from "../lib/words/lang.ts";
import { useWords } from "../lib/words/words.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu } from "../ui/menu.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { currencyName, zoneCity } from "./book-facts.ts";
import { useBooks, useOpenBook } from "./frame-data.ts";
import { frameWords } from "./words.ts";

/** The open book, and the way to another one. Opens nothing when there is only one. */
export function BookSwitcher() {
  const w = useWords(frameWords);
  const lang = useStore(langStore);
  const book = useOpenBook();
  const books = useBooks();
  const [, setParams] = useSearchParams();
  const box = useRef<HTMLDivElement>(null);
  const open = (slug: string): void => {
    if (slug !== "demo") lastBookStore.set(slug);
    setParams(() => new URLSearchParams({ book: slug }));
  };
  const face = (
    <>
      <span>
        <span className="book-name ellipsis" title={book?.name}>
          {book?.name ?? <Skeleton signs={12} />}
        </span>
        <span className="book-facts ellipsis">
          {book ? w.bookFacts(currencyName(book.homeCurrency, lang), zoneCity(book.timeZone)) : <Skeleton signs={20} />}
        </span>
      </span>
      {books.length > 1 && <Icon of={ChevronDown} />}
    </>
  );
  if (books.length <= 1) return <div className="book-button">{face}</div>;
  return (
    <div className="book" ref={box}>
      <Menu
        label={w.chooseBook}
        face={face}
        className="book-button"
        items={books.map(({ slug, name }) => ({
          id: slug,
          text: name,
          ...(slug === book?.slug ? { icon: Check } : {}),
          onPick: () => open(slug),
        }))}
      />
    </div>
  );
}
