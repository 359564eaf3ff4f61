import { use } from "react";
import { useStore } from "../state/store.ts";
import { type Lang, langStore } from "./lang.ts";

/** The same keys and kinds of values as `T`, with any text in place of its own. */
export type WordsLike<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : WordsLike<T[K]>;
};

type Loader<T> = () => Promise<{ readonly words: T }>;

/** The words of one page or part, one file per language, each fetched when first needed. */
export type WordSet<T> = {
  /** Starts fetching and remembers. Also called before the page shows, so that nothing waits twice. */
  load(lang: Lang): Promise<T>;
};

/**
 * `defineWords({ en: () => import("./words.en.ts"), sw: …, hi: … })`. English sets the shape; a key missing in
 * another language is an error of the compiler.
 */
export function defineWords<T extends object>(loaders: {
  readonly en: Loader<T>;
  readonly sw: Loader<WordsLike<T>>;
  readonly hi: Loader<WordsLike<T>>;
}): WordSet<WordsLike<T>> {
  const kept = new Map<Lang, Promise<WordsLike<T>>>();
  return {
    load: (lang) => {
      const known = kept.get(lang);
      if (known) return known;
      const loader: Loader<WordsLike<T>> = lang === "en" ? (loaders.en as Loader<WordsLike<T>>) : loaders[lang];
      const fetched = loader().then((module) => module.words);
      kept.set(lang, fetched);
      // A file that did not come (offline, new version) may be asked for again.
      fetched.catch(() => kept.delete(lang));
      return fetched;
    },
  };
}

/** The words in the chosen language. Suspends until they are there; pages are shown only once theirs are. */
export function useWords<T>(set: WordSet<T>): T {
  return use(set.load(useStore(langStore)));
}
