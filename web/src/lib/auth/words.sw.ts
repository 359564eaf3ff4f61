import type { Words } from "./words.en.ts";

export const words: Words = {
  language: "Lugha",
  offline: "Injini haipatikani. Hakuna kilichobadilishwa; ulichoandika bado kipo hapa.",
  givenUp: "Passkey haikutumiwa. Hakuna kilichobadilishwa; jaribu tena, au tumia nywila na msimbo.",
  wait: (clock) =>
    `Umejaribu vibaya mara nyingi. Jaribio lijalo litahesabiwa saa ${clock}. Passkey inafanya kazi wakati huu.`,
  needed: "Hiki kinahitajika.",
  fields: {
    scopes: "Weka alama kwa moja angalau.",
    signIn: "Herufi, tarakimu na . _ @ + - kati ya 2 na 80, kama anwani ya barua pepe.",
    name: "Herufi, tarakimu, nafasi na alama, zisizidi 80.",
    code: "Msimbo ni tarakimu sita.",
  },
  codes: {
    list: "Misimbo ya akiba",
    copy: "Nakili yote kumi",
    copied: "Imenakiliwa",
    download: "Hifadhi kama faili",
    kept: "Nimeweka misimbo hii mahali ambapo mimi pekee naipata",
    tickFirst: "Hifadhi misimbo kwanza: haionyeshwi tena.",
  },
  seed: {
    picture: "Msimbo wa QR kwa programu ya misimbo",
    scan: "Changanua kwa programu ya misimbo (Aegis, 2FAS, Google Authenticator), au andika hii ndani yake:",
    open: "Fungua programu kwenye kifaa hiki",
  },
  refusals: {
    "sign-in-refused": "Hivi havilingani. Haisemwi ni kipi kilichokosewa.",
    "passkey-refused": "Passkey hii haijulikani hapa. Tumia nyingine, au nywila na msimbo.",
    "passkey-known": "Kifaa hiki tayari kina passkey yako.",
    "link-gone": "Kiungo hiki kimeshatumiwa au kimepitwa na wakati.",
    "ceremony-over": "Imechukua muda mrefu. Bonyeza kitufe mara nyingine.",
    "code-wrong": "Msimbo huu haufai sasa. Chukua ule ambao programu yako inaonyesha sasa hivi.",
    "seed-wrong": "Picha hii haifai tena. Hii hapa mpya.",
    "password-weak": "Angalau herufi 12, isiwe nywila ya kawaida, bila jina lako la kuingilia.",
    "sign-in-taken": "Mtu mwingine anaingia kwa jina hili.",
    "https-needed":
      "Kuingia kupitia mtandao kunahitaji https. Fungua Millrace kwenye mashine yenyewe kama localhost, au nyuma ya cheti.",
    "passkey-needs-name":
      "Vivinjari huweka passkey kwa majina, si kwa namba kama 127.0.0.1. Fungua Millrace kama localhost.",
    "last-owner": "Vitabu hivi vinahitaji mmiliki. Mfanye mwingine kuwa mmiliki kwanza.",
    "owns-all": "Mmiliki wa kitabu cha kwanza anamiliki vitabu vyote. Badilisha nafasi yake huko.",
    "last-way-in": "Hii ndiyo njia ya mwisho ya kuingia. Ongeza nyingine kwanza.",
    "step-up-needed": "Onyesha tena kuwa ni wewe, kisha jaribu tena.",
    "not-allowed": "Mmiliki wa vitabu hivi pekee anaruhusiwa kufanya hivi.",
  },
};
