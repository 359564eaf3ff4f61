import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { Lang } from "../words/lang.ts";
import type { WordSet } from "../words/words.ts";

/** A short text in every language, for what must be there before any page is fetched. */
export type Label = Readonly<Record<Lang, string>>;

/** Where a page stands in the sidebar. */
export type NavPlace = {
  /** `main` is the upper group (Today … Platforms), `more` the lower one (Agent … Settings). */
  readonly group: "main" | "more";
  /** Ascending: Today 10, Inbox 20, Money 30, Products 40, Platforms 50; Agent 110, Streams 120, Compliance 130, System 140, Settings 150. */
  readonly order: number;
  readonly icon: LucideIcon;
  /** The key after `g`. */
  readonly key?: string;
};

export type Page = {
  /** Its folder's name. */
  readonly id: string;
  /** It answers this path and everything below it; the longest fitting path wins. */
  readonly path: string;
  readonly label: Label;
  /** Absent: reachable only by its address or a link. */
  readonly nav?: NavPlace;
  /** The page of the sidebar that it belongs to, by its id, where it has no place of its own there. */
  readonly under?: string;
  /** `bare` pages (sign-in, first run) have no frame around them. */
  readonly frame?: "full" | "bare";
  /** Whether the page can be read as of a past moment; the time machine is offered only there. */
  readonly past?: boolean;
  /** The component, fetched when first shown. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  readonly words: WordSet<unknown>;
};

/** A page's manifest: the default shape of `pages/<id>/page.ts`. */
export const definePage = (page: Page): Page => page;
