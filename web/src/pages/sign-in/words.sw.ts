import type { Words } from "./words.en.ts";

export const words: Words = {
  title: "Ingia",
  passkey: "Ingia kwa passkey",
  noPasskey: "Kivinjari hiki hakiwezi kutumia passkey kwenye anwani hii.",
  openNamed: "Fungua kama localhost, ambako passkey hufanya kazi",
  or: "au kwa nywila na msimbo",
  signIn: "Jina la kuingilia",
  password: "Nywila",
  code: "Msimbo",
  codeHint: "Tarakimu sita za programu yako, au msimbo wa akiba",
  recovery: "Msimbo wa akiba",
  recoveryHint: "Mmoja kati ya kumi uliyohifadhi. Unafanya kazi mara moja.",
  enter: "Ingia",
  lost: "Nimepoteza passkey au simu",
  lostText:
    "Jina lako na msimbo mmoja wa akiba vinakuingiza. Ukiwa na nywila, rudi nyuma na uandike msimbo wa akiba badala ya tarakimu sita.",
  lostAll: "Bila vyote: mmiliki anakutengenezea kiungo kipya, au kwenye mashine yenyewe: millrace people link",
  back: "Rudi kwenye kuingia",
  unowned: "Millrace hii bado haina mmiliki",
  unownedText: "Fungua kiungo kilichochapishwa ilipoanza. Kinafanya kazi mara moja, ndani ya siku moja. Kipya:",
};
