import type { WordsLike } from "../words/words.ts";

export const words = {
  title: "Show that it is you",
  why: "This moves money or changes who may do what. It stays open for five minutes.",
  passkey: "Use your passkey",
  orCode: "Or type the six digits of your code",
  code: "Code",
  useCode: "Use this code",
  givenUp: "The passkey was not shown. Nothing was changed; try again, or use a code.",
  noPasskeyHere: "This browser cannot ask for a passkey at this address. Use a code.",
};

export type Words = WordsLike<typeof words>;
