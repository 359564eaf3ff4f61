import { useEffect, useRef } from "react";
import { useLocation } from "wouter";

type Left = { readonly scroll: number; readonly link: string | undefined };

/** Where each address was left: how far down, and which link was taken. */
const left = new Map<string, Left>();
let cameBack = false;
/** From Back until the old place is reached: what scrolls then is not the reader. */
let returning = false;
let started = false;

const addressNow = (): string => window.location.pathname + window.location.search;

/** Remembers the place whenever a link is followed or a page is scrolled. Called once. */
export function rememberPlaces(): void {
  if (started) return;
  started = true;
  window.history.scrollRestoration = "manual";
  const note = (link?: string): void => {
    if (returning) return;
    const old = left.get(addressNow());
    left.set(addressNow(), { scroll: window.scrollY, link: link ?? old?.link });
  };
  window.addEventListener("scroll", () => note(), { passive: true });
  document.addEventListener(
    "click",
    (event) => note((event.target as Element | null)?.closest?.("a[href]")?.getAttribute("href") ?? undefined),
    { capture: true },
  );
  window.addEventListener("popstate", () => {
    cameBack = true;
    returning = left.has(addressNow());
  });
}

/**
 * After a page has come up: Back brings scroll and focus to where they were; any other way starts at the top with the
 * focus on the title, so that a screen reader says where one is.
 */
export function useArrival(isReady: boolean): void {
  const [pathname] = useLocation();
  const first = useRef(true);
  useEffect(() => {
    if (!isReady) return;
    const isFirst = first.current;
    first.current = false;
    const place = cameBack ? left.get(pathname + window.location.search) : undefined;
    cameBack = false;
    if (!place) returning = false;
    if (place) return goBackTo(place);
    if (isFirst) return;
    window.scrollTo(0, 0);
    document.querySelector<HTMLElement>("#page h1")?.focus({ preventScroll: true });
  }, [pathname, isReady]);
}

/** Rows may still be on their way: tries again until the page is long enough, for a second at most. */
function goBackTo(place: Left): () => void {
  const link = place.link === undefined ? undefined : `#page a[href="${CSS.escape(place.link)}"]`;
  let tries = 0;
  let frame = 0;
  const attempt = (): void => {
    window.scrollTo(0, place.scroll);
    const target = link ? document.querySelector<HTMLElement>(link) : null;
    target?.focus({ preventScroll: true });
    tries += 1;
    const done = Math.abs(window.scrollY - place.scroll) < 2 && (target || !link);
    if (!done && tries < 60) frame = requestAnimationFrame(attempt);
    else returning = false;
  };
  attempt();
  return () => {
    cancelAnimationFrame(frame);
    returning = false;
  };
}
