import type { Millis } from "../base/clock.ts";
import type { Problem } from "../base/problem.ts";
import type { Result } from "../base/result.ts";
import type { Book } from "../store/book.ts";
import type { Ceremonies } from "./ceremonies.ts";
import type { Passwords } from "./passwords.ts";
import { peopleLimits as limits } from "./people-limits.ts";
import type { PeopleParts } from "./people-parts.ts";
import type { Browser, SignedIn } from "./sessions.ts";
import type { Site } from "./site.ts";

/** One request, as the routes see it. */
export type Ask = {
  readonly parts: PeopleParts;
  readonly ceremonies: Ceremonies;
  readonly passwords: Passwords;
  /** Where the browser is; only reads have to do without. */
  readonly site: Site;
  readonly browser: Browser;
  readonly now: Millis;
  /** The `:id` of the path; "" where it has none. */
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly who: SignedIn | undefined;
};

/** What is answered: JSON, and what becomes of the cookie. */
export type Answer = { readonly body: unknown; readonly cookie?: string };

export type Answered = Promise<Result<Answer, Problem>>;

/** Who may use a route. "fresh" wants a passkey or a code within five minutes; "admin" is asked for the book of `?book=`. */
export type Needs = "nobody" | "person" | "fresh" | "admin" | "admin-fresh";

type At = { readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; readonly path: string };

/** One thing that can be asked for below `/api/auth`. */
export type PeopleRoute = At &
  (
    | { readonly needs: "nobody"; readonly run: (ask: Ask) => Answered }
    | { readonly needs: "person" | "fresh"; readonly run: (ask: Ask, who: SignedIn) => Answered }
    | { readonly needs: "admin" | "admin-fresh"; readonly run: (ask: Ask, who: SignedIn, book: Book) => Answered }
  );

/** A member of the body that cannot be taken; the page shows the message beside its field. */
export class FieldWrong extends Error {
  override readonly name = "FieldWrong";
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** A text of the body, without spaces around it. */
export function textOf(ask: Ask, field: string, max: number = limits.nameLengthMax): string {
  const text = rawText(ask, field, max).trim();
  if (text === "") throw new FieldWrong(field, "This is needed.");
  return text;
}

/** A text exactly as it was typed: passwords. */
export function rawText(ask: Ask, field: string, max: number): string {
  const value = ask.body[field];
  if (value === undefined || value === "") throw new FieldWrong(field, "This is needed.");
  if (typeof value !== "string") throw new FieldWrong(field, "This must be text.");
  if (value.length > max) throw new FieldWrong(field, `This may have at most ${max} characters.`);
  return value;
}

/** A name for people to read: no control characters, which could hide what it says. */
export function nameOf(ask: Ask, field = "name"): string {
  const name = textOf(ask, field).normalize("NFC");
  if (/\p{C}/u.test(name)) throw new FieldWrong(field, "A name is letters, digits, spaces and signs.");
  return name;
}

/** A sign-in name, in small letters. */
export function signInOf(ask: Ask): string {
  const signIn = textOf(ask, "signIn").toLowerCase();
  if (!/^[a-z0-9][a-z0-9._@+-]{1,79}$/.test(signIn))
    throw new FieldWrong(
      "signIn",
      "A sign-in name is 2 to 80 letters, digits and . _ @ + -, such as an e-mail address.",
    );
  return signIn;
}

/** Six digits, however they were grouped. */
export function codeOf(ask: Ask, field = "code"): string {
  const code = textOf(ask, field, 40).replace(/\s/g, "");
  if (!/^\d{6}$/.test(code)) throw new FieldWrong(field, "A code is six digits.");
  return code;
}
