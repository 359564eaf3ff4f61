import { plurals } from "../../lib/words/plurals.ts";
import type { Words } from "./words.en.ts";

const n = plurals("hi");
const listings = n({ zero: "कोई लिस्टिंग नहीं", one: "# लिस्टिंग", other: "# लिस्टिंग" });
const products = n({ zero: "अभी कोई उत्पाद नहीं", one: "# उत्पाद", other: "# उत्पाद" });

export const words: Words = {
  title: "उत्पाद",
  state: (count, listed) => `${products(count)} · ${listings(listed)}`,
  find: "उत्पाद खोजें",
  cards: "कार्ड",
  table: "तालिका",
  view: "उत्पाद कैसे दिखें",
  product: "उत्पाद",
  platforms: "कहाँ, और किस दाम पर",
  sales: "बिक्री",
  salesCount: n({ zero: "कोई बिक्री नहीं", one: "# बिक्री", other: "# बिक्री" }),
  earnedIn: (month) => `${month} की कमाई`,
  allTime: "शुरू से अब तक",
  recent: "पिछले 30 दिन",
  free: "मुफ़्त",
  varies: "दाम बदलता है",
  states: { published: "बिक रहा है", draft: "मसौदा", deleted: "हटाया गया", sold: "बिका, लिस्टिंग नहीं" },
  none: "अभी कोई उत्पाद नहीं",
  noneText: "कोई प्लेटफ़ॉर्म जुड़ते ही या फ़ाइल आते ही ये अपने-आप दिखते हैं।",
  connect: "प्लेटफ़ॉर्म जोड़ें",
  noneFound: (text) => `“${text}” नाम का कोई उत्पाद नहीं`,
  noneFoundText: "नाम का कोई हिस्सा या पूरी आईडी खोजें।",
  reset: "सभी उत्पाद दिखाएँ",
  nothingRead: "इस समय का अभी कुछ नहीं पढ़ा गया",
  readTo: (at) => `${at} तक पढ़ा`,
  atLeast: "कुछ छूटा हो सकता है",
  list: "उत्पाद, इस महीने सबसे ज़्यादा कमाने वाला पहले",
  seeSales: "इसकी बिक्री देखें",
  weeks: "हर हफ़्ते की कमाई",
  weeksText: (from, to, amount) => `${from} से ${to} तक 12 हफ़्ते; पिछले पूरे हफ़्ते ${amount} कमाए`,
  refunds: n({ zero: "कोई रिफ़ंड नहीं", one: "# रिफ़ंड", other: "# रिफ़ंड" }),
  listingsTitle: "कहाँ बिकता है",
  open: (platform) => `${platform} पर खोलें`,
  about: "प्लेटफ़ॉर्म इसे कैसे बताते हैं",
  changed: (day) => `${day} को बदला`,
  firstSeen: (day) => `${day} से मालूम`,
  noAbout: "कोई प्लेटफ़ॉर्म इसका वर्णन नहीं करता: यह बिक्री से मालूम है।",
  others: "दूसरी मुद्राओं में, शुरू से अब तक",
  inMonth: "इस महीने",
};
