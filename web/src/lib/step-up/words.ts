import { defineWords } from "../words/words.ts";

export const stepUpWords = defineWords({
  en: () => import("./words.en.ts"),
  sw: () => import("./words.sw.ts"),
  hi: () => import("./words.hi.ts"),
});
