import { keptStore } from "./kept.ts";

export const looks = ["system", "light", "dark"] as const;
export type Look = (typeof looks)[number];

/** Light, dark, or as the system says. `public/look.js` reads the same entry before the first paint. */
export const lookStore = keptStore<Look>("look", "system", (value) => looks.find((look) => look === value));

/** Puts the choice on the page, now and whenever it changes. */
export function applyLook(): void {
  const root = document.documentElement;
  const apply = (): void => {
    const look = lookStore.get();
    if (look === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = look;
  };
  apply();
  lookStore.subscribe(apply);
}
