import { chosenZoneStore } from "../state/here.ts";
import { lookStore } from "../state/look.ts";
import { isLang, langStore, preferredLang } from "../words/lang.ts";

export type Role = "owner" | "approver" | "accountant" | "viewer";
export type Permission = "read" | "read.buyers" | "export" | "propose" | "approve" | "operate" | "configure" | "admin";

export type Preferences = {
  readonly language: "auto" | "en" | "sw" | "hi";
  /** IANA name; `auto` is that of the book. */
  readonly zone: string;
  readonly look: "auto" | "light" | "dark";
  /** `away` once she put the first path of the demo shop away. */
  readonly firstHour: "open" | "away";
};

/** Who is signed in, as `/api/auth` tells it. */
export type Me = {
  readonly id: string;
  readonly name: string;
  readonly signIn: string;
  readonly books: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: Role;
    readonly may: readonly Permission[];
  }[];
  readonly freshUntil: string | null;
  readonly session: string;
  readonly preferences: Preferences;
  readonly ways: {
    readonly passkeys: number;
    readonly password: boolean;
    readonly codes: boolean;
    readonly recoveryLeft: number;
  };
};

/** Makes this browser look and speak as the person wants it; what she left open ("auto") stays as it is here. */
export function applyPreferences({ language, zone, look }: Preferences): void {
  if (isLang(language)) langStore.set(language);
  if (look !== "auto") lookStore.set(look);
  if (zone !== "auto") chosenZoneStore.set(zone);
}

/** The same after she chose: here "auto" means what browser, system and book say. */
export function takePreferences({ language, zone, look }: Preferences): void {
  langStore.set(isLang(language) ? language : preferredLang());
  lookStore.set(look === "auto" ? "system" : look);
  chosenZoneStore.set(zone === "auto" ? "" : zone);
}

/** Goes on as another person or as nobody: everything that was read before is let go. */
export function startAnew(path: string): void {
  window.location.replace(path);
}

/** Where to go after signing in: only to a place inside. */
export function placeInside(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-in") ? next : "/";
}
