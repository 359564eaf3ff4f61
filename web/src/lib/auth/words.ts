import { defineWords } from "../words/words.ts";

export const authWords = defineWords({
  en: () => import("./words.en.ts"),
  sw: () => import("./words.sw.ts"),
  hi: () => import("./words.hi.ts"),
});
