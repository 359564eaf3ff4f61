import { defineWords } from "../lib/words/words.ts";

/** The words of the pieces themselves. */
export const uiWords = defineWords({
  en: () => import("./words.en.ts"),
  sw: () => import("./words.sw.ts"),
  hi: () => import("./words.hi.ts"),
});
