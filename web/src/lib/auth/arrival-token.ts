/**
 * The token of a one-time link. It stands behind `#`; it leaves the address and the history at once, and is kept for this
 * tab until it is used: a phone may let go of the page while one looks at the authenticator app.
 */
const key = "millrace.link";

/** What was begun with a link and must outlive a reload. Never a password. */
export type LinkDraft = {
  readonly token: string;
  readonly name: string;
  readonly signIn: string;
  readonly seed?: { readonly seed: string; readonly uri: string };
};

/** The draft of the link in the address, or else the one that was begun in this tab. */
export function takeDraft(): LinkDraft | undefined {
  const token = window.location.hash.slice(1);
  if (token === "") return readDraft();
  window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search);
  const before = readDraft();
  const draft = before?.token === token ? before : { token, name: "", signIn: "" };
  keepDraft(draft);
  return draft;
}

export function keepDraft(draft: LinkDraft | undefined): void {
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
  } catch {
    // Kept for this page only.
  }
}

function readDraft(): LinkDraft | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return isDraft(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

const isDraft = (value: unknown): value is LinkDraft =>
  typeof value === "object" &&
  value !== null &&
  ["token", "name", "signIn"].every((name) => typeof (value as Record<string, unknown>)[name] === "string");
