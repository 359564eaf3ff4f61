import { plurals } from "../../lib/words/plurals.ts";
import type { Words } from "./words.en.ts";

const n = plurals("sw");
const listings = n({ zero: "hakuna zilizo sokoni", one: "# sokoni", other: "# sokoni" });
const products = n({ zero: "Hakuna bidhaa bado", one: "Bidhaa #", other: "Bidhaa #" });

export const words: Words = {
  title: "Bidhaa",
  state: (count, listed) => `${products(count)} · ${listings(listed)}`,
  find: "Tafuta bidhaa",
  cards: "Kadi",
  table: "Jedwali",
  view: "Jinsi bidhaa zinavyoonyeshwa",
  product: "Bidhaa",
  platforms: "Wapi, na kwa bei gani",
  sales: "Mauzo",
  salesCount: n({ zero: "Hakuna mauzo", one: "Mauzo #", other: "Mauzo #" }),
  earnedIn: (month) => `Mapato ya ${month}`,
  allTime: "Tangu mwanzo",
  recent: "Siku 30 zilizopita",
  free: "Bure",
  varies: "Bei hubadilika",
  states: { published: "Sokoni", draft: "Rasimu", deleted: "Imeondolewa", sold: "Imeuzwa, haipo sokoni" },
  none: "Hakuna bidhaa bado",
  noneText: "Huonekana zenyewe jukwaa likiunganishwa au faili ikiingizwa.",
  connect: "Unganisha jukwaa",
  noneFound: (text) => `Hakuna bidhaa inayoitwa “${text}”`,
  noneFoundText: "Tafuta sehemu ya jina lake, au kitambulisho chake chote.",
  reset: "Onyesha bidhaa zote",
  nothingRead: "Hakuna kilichosomwa kwa wakati huu bado",
  readTo: (at) => `Imesomwa hadi ${at}`,
  atLeast: "Huenda kuna kinachokosekana",
  list: "Bidhaa, iliyopata zaidi mwezi huu kwanza",
  seeSales: "Ona mauzo yake",
  weeks: "Mapato kwa wiki",
  weeksText: (from, to, amount) => `Wiki 12 kuanzia ${from} hadi ${to}; wiki kamili ya mwisho ilipata ${amount}`,
  refunds: n({ zero: "Hakuna marejesho", one: "Marejesho #", other: "Marejesho #" }),
  listingsTitle: "Inapouzwa",
  open: (platform) => `Ifungue kwenye ${platform}`,
  about: "Majukwaa yanavyoieleza",
  changed: (day) => `Ilibadilika ${day}`,
  firstSeen: (day) => `Inajulikana tangu ${day}`,
  noAbout: "Hakuna jukwaa linaloieleza: inajulikana kutoka mauzo.",
  others: "Kwa sarafu nyingine, tangu mwanzo",
  inMonth: "Mwezi huu",
};
