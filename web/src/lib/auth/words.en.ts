import type { WordsLike } from "../words/words.ts";

export const words = {
  language: "Language",
  offline: "The engine cannot be reached. Nothing was changed; what you typed is still here.",
  givenUp: "The passkey was not used. Nothing was changed; try again, or use a password and a code.",
  wait: (clock: string) => `Too many wrong tries. The next one counts at ${clock}. A passkey works meanwhile.`,
  needed: "This is needed.",
  fields: {
    scopes: "Tick one at least.",
    signIn: "2 to 80 letters, digits and . _ @ + -, such as an e-mail address.",
    name: "Letters, digits, spaces and signs, at most 80.",
    code: "A code is six digits.",
  },
  codes: {
    list: "Recovery codes",
    copy: "Copy all ten",
    copied: "Copied",
    download: "Save as a file",
    kept: "I have put these codes where only I can find them",
    tickFirst: "Keep the codes first: they are not shown again.",
  },
  seed: {
    picture: "QR code for the authenticator app",
    scan: "Scan this with an authenticator app (Aegis, 2FAS, Google Authenticator), or type this into it:",
    open: "Open the app on this device",
  },
  refusals: {
    "sign-in-refused": "These do not fit together. Nothing tells which part was wrong.",
    "passkey-refused": "This passkey is not known here. Use another one, or a password and a code.",
    "passkey-known": "This device has a passkey for you already.",
    "link-gone": "This link was used already or is too old.",
    "ceremony-over": "That took too long. Press the button once more.",
    "code-wrong": "This code does not fit now. Take the one your app shows at this moment.",
    "seed-wrong": "This picture is no longer good. Here is a new one.",
    "password-weak": "At least 12 characters, not a common password, without your sign-in name.",
    "sign-in-taken": "Somebody else comes in by this name.",
    "https-needed":
      "Signing in over a network needs https. Open Millrace on the machine itself as localhost, or behind a certificate.",
    "passkey-needs-name":
      "Browsers keep passkeys for names, not for numbers such as 127.0.0.1. Open Millrace as localhost.",
    "last-owner": "These books need an owner. Make somebody else one first.",
    "owns-all": "An owner of the first book owns every book. Change the role there.",
    "last-way-in": "It is the last way in. Add another one first.",
    "step-up-needed": "Show once more that it is you, then try again.",
    "not-allowed": "Only an owner of these books may do this.",
  },
};

export type Words = WordsLike<typeof words>;
