import { createStore, type Store } from "./store.ts";

/**
 * A choice that this browser remembers. `read` says what a stored value means and answers undefined to anything it does
 * not know, so an old or damaged entry falls back to `first`. Private windows that refuse storage just forget.
 */
export function keptStore<T>(name: string, first: T, read: (value: unknown) => T | undefined): Store<T> {
  const key = `millrace.${name}`;
  const store = createStore<T>(stored(key, read) ?? first);
  return {
    ...store,
    set: (value) => {
      store.set(value);
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Kept for this visit only.
      }
    },
  };
}

function stored<T>(key: string, read: (value: unknown) => T | undefined): T | undefined {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : read(JSON.parse(text));
  } catch {
    return undefined;
  }
}
