import { type PointerEvent, useState } from "react";
import { useWords } from "../../lib/words/words.ts";
import { uiWords } from "../words.ts";

export type ChartPlace = {
  readonly id: string;
  /** Percent from the left and from the top. */
  readonly x: number;
  readonly y: number;
  /** The point in words: "18 November: 5,404.10". */
  readonly text: string;
};

/** Lets arrow keys, pointer and finger walk over the points; what stands there is said and shown. */
export function ChartWalk({ name, places }: { readonly name: string; readonly places: readonly ChartPlace[] }) {
  const w = useWords(uiWords);
  const [at, setAt] = useState<number>();
  const place = at === undefined ? undefined : places[at];
  const nearest = (event: PointerEvent<HTMLInputElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 100;
    let best = 0;
    places.forEach((one, index) => {
      if (Math.abs(one.x - x) < Math.abs((places[best]?.x ?? 0) - x)) best = index;
    });
    setAt(best);
  };
  return (
    <>
      {place && (
        <>
          <span className="chart-here" style={{ left: `${place.x}%`, top: `${place.y}%` }} />
          <span
            className="chart-label chart-tip"
            data-edge={edge(place.x)}
            style={{ left: `${place.x}%`, top: `${place.y}%` }}
          >
            {place.text}
          </span>
        </>
      )}
      <input
        className="chart-walk"
        type="range"
        min={0}
        max={Math.max(0, places.length - 1)}
        value={at ?? places.length - 1}
        aria-label={`${w.point}: ${name}`}
        aria-valuetext={(place ?? places.at(-1))?.text}
        onChange={(event) => setAt(Number(event.target.value))}
        onFocus={(event) => event.target.matches(":focus-visible") && setAt(at ?? places.length - 1)}
        onBlur={() => setAt(undefined)}
        onPointerMove={nearest}
        onPointerLeave={(event) => event.currentTarget.matches(":focus-visible") || setAt(undefined)}
      />
    </>
  );
}

const edge = (x: number): "left" | "right" | undefined => (x < 18 ? "left" : x > 82 ? "right" : undefined);
