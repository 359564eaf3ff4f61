import type { Words } from "./words.en.ts";

export const words: Words = {
  title: "Leo",
  earned: (month) => `Mapato ya ${month}, baada ya ada na marejesho`,
  notYet: "Bado hakuna cha kuonyesha",
};
