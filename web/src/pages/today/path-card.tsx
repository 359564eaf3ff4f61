import { useEffect } from "react";
import { askAuth } from "../../lib/auth/ask-auth.ts";
import type { Me as Self } from "../../lib/auth/me.ts";
import { useAuth } from "../../lib/auth/read-auth.ts";
import { useBook } from "../../lib/route/address.ts";
import { Link } from "../../lib/route/link.tsx";
import { type Store, useStore } from "../../lib/state/store.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Path, type PathStep } from "../../ui/path.tsx";
import { type FirstPath, type FirstStep, markDone, pathOf } from "./first-path.ts";
import { useMe } from "./reads.ts";
import { todayWords } from "./words.ts";

/** Three things worth seeing once, in the demo shop. It goes away for good: put away, or when all three are done. */
export default function PathCard() {
  const { data: me } = useMe();
  const book = useBook();
  const id = me?.id ?? "";
  const path = useStore(pathOf(id));
  if (!me?.demo || book !== "demo" || path.away) return null;
  return <Kept person={id} />;
}

/** Shown at once, since she seldom put it away on another device and what comes later pushes the rest down. */
function Kept({ person }: { readonly person: string }) {
  const store = pathOf(person);
  const path = useStore(store);
  const { data: self } = useAuth<Self>("/me");
  const isAway = self?.preferences.firstHour === "away";
  const isOver = path.done.length === 3;
  useEffect(() => {
    if (isOver) putAway(store);
  }, [isOver, store]);
  return isAway || isOver ? null : <ThreeSteps person={person} />;
}

/** For good: here at once, and on her other devices by what the engine keeps of her. */
function putAway(store: Store<FirstPath>): void {
  store.set({ ...store.get(), away: true });
  const body = { preferences: { firstHour: "away" } };
  // Where it cannot be kept, this browser still remembers.
  void askAuth("/me", { method: "PATCH", body }).catch(() => undefined);
}

const places: readonly (readonly [FirstStep, RegExp])[] = [
  ["number", /^\/money\/sales/],
  ["approve", /^\/inbox/],
  ["proof", /^\/payouts/],
];

function ThreeSteps({ person }: { readonly person: string }) {
  const w = useWords(todayWords);
  const store = pathOf(person);
  const path = useStore(store);
  useEffect(() => {
    // Any link to the place counts, wherever on the page it stands.
    const follow = (event: MouseEvent): void => {
      const href = (event.target as Element | null)?.closest?.("a[href]")?.getAttribute("href") ?? "";
      for (const [step, place] of places) if (place.test(href)) markDone(person, step);
    };
    document.addEventListener("click", follow, { capture: true });
    return () => document.removeEventListener("click", follow, { capture: true });
  }, [person]);
  const all: readonly (readonly [FirstStep, string, string, string])[] = [
    ["number", w.pathNumber, w.pathNumberText, "/money/sales"],
    ["approve", w.pathApprove, w.pathApproveText, "/inbox"],
    ["proof", w.pathProof, w.pathProofText, "/payouts"],
  ];
  const next = all.find(([step]) => !path.done.includes(step))?.[0];
  const steps: readonly PathStep[] = all.map(([id, title, text, to]) => ({
    id,
    title: (
      <Link className="link" to={to}>
        {title}
      </Link>
    ),
    text: <span className="small muted">{text}</span>,
    at: path.done.includes(id) ? "done" : id === next ? "now" : "later",
  }));
  return (
    <Card title={w.pathTitle} className="today-path">
      <Path steps={steps} />
      <Button kind="quiet" onClick={() => putAway(store)}>
        {w.pathAway}
      </Button>
    </Card>
  );
}
