import { defineWords } from "../../lib/words/words.ts";

/** The samples themselves are in English only: no owner sees them. */
export const piecesWords = defineWords({
  en: () => import("./words.en.ts"),
  sw: () => import("./words.en.ts"),
  hi: () => import("./words.en.ts"),
});
