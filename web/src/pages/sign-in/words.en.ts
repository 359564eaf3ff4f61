import type { WordsLike } from "../../lib/words/words.ts";

export const words = {
  title: "Sign in",
  passkey: "Sign in with a passkey",
  noPasskey: "This browser cannot use a passkey at this address.",
  openNamed: "Open it as localhost, where passkeys work",
  or: "or with password and code",
  signIn: "Sign-in name",
  password: "Password",
  code: "Code",
  codeHint: "Six digits of your app, or a recovery code",
  recovery: "Recovery code",
  recoveryHint: "One of the ten you kept. It works once.",
  enter: "Sign in",
  lost: "I lost my passkey or phone",
  lostText:
    "Your name and one recovery code let you in. If you have a password, go back and type a recovery code in place of the six digits.",
  lostAll: "Without any: an owner makes you a new link, or on the machine itself: millrace people link",
  back: "Back to sign-in",
  unowned: "Nobody owns this Millrace yet",
  unownedText: "Open the link that it printed when it started. It works once, within a day. A new one:",
};

export type Words = WordsLike<typeof words>;
