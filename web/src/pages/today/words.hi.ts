import type { Words } from "./words.en.ts";

export const words: Words = {
  title: "आज",
  earned: (month) => `${month} की कमाई, शुल्क और रिफ़ंड के बाद`,
  notYet: "अभी दिखाने को कुछ नहीं",
};
