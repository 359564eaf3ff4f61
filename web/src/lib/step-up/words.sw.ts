import type { Words } from "./words.en.ts";

export const words: Words = {
  title: "Onyesha kuwa ni wewe",
  why: "Hii inahamisha pesa au inabadilisha nani anaruhusiwa nini. Inabaki wazi kwa dakika tano.",
  passkey: "Tumia passkey yako",
  orCode: "Au andika tarakimu sita za msimbo wako",
  code: "Msimbo",
  useCode: "Tumia msimbo huu",
  givenUp: "Passkey haikuonyeshwa. Hakuna kilichobadilishwa; jaribu tena, au tumia msimbo.",
  noPasskeyHere: "Kivinjari hiki hakiwezi kuomba passkey kwenye anwani hii. Tumia msimbo.",
};
