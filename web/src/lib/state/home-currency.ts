import { createStore } from "./store.ts";

/** The currency of the open book, once known. Bare amounts are in it; any other currency carries its code. */
export const homeCurrencyStore = createStore<string | undefined>(undefined);
