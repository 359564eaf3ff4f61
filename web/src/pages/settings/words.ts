import { defineWords } from "../../lib/words/words.ts";

export const settingsWords = defineWords({
  en: () => import("./words.en.ts"),
  sw: () => import("./words.sw.ts"),
  hi: () => import("./words.hi.ts"),
});
