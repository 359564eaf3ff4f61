import type { WordsLike } from "../../lib/words/words.ts";

export const words = {
  title: "Today",
  earned: (month: string) => `Earned in ${month}, after fees and refunds`,
  notYet: "Nothing to show yet",
};

export type Words = WordsLike<typeof words>;
