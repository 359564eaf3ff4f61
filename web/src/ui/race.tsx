import type { CSSProperties, ReactNode } from "react";
import { forDrawing } from "../lib/format/decimal.ts";
import { Link } from "../lib/route/link.tsx";
import "./race.css";

export type RaceStep = {
  readonly id: string;
  /** "47 sales", "Fees", "In your bank" */
  readonly name: ReactNode;
  /** The amount as it is shown: `−225.07`. */
  readonly amount: ReactNode;
  /** What is left after this step, decimal text: the width of the water. */
  readonly left: string;
  readonly to?: string;
};

export type RaceProps = {
  /** The whole of it in a sentence. */
  readonly name: string;
  readonly steps: readonly RaceStep[];
};

/**
 * Money as water in a channel: what is left is water, what was taken is hatched. From left to right; from top to bottom
 * on a phone. It is its own table: every amount stands below its step.
 */
export function Race({ name, steps }: RaceProps) {
  const top = Math.max(...steps.map(({ left }) => forDrawing(left)), 0) || 1;
  const share = (at: number): number => Math.max(0, forDrawing(steps[Math.max(0, at)]?.left ?? "0")) / top;
  const style: Record<`--${string}`, number> = { "--steps": steps.length };
  return (
    <>
      <RaceDefs />
      <ol className="race" aria-label={name} style={style as CSSProperties}>
        {steps.map(({ id, name: step, amount, to }, at) => (
          <li key={id}>
            <span className="race-pipe" aria-hidden="true">
              <Wide before={share(at - 1)} after={share(at)} first={at === 0} />
              <Tall before={share(at - 1)} after={share(at)} />
            </span>
            <span className="race-amount">{to ? <Link to={to}>{amount}</Link> : amount}</span>
            <span className="race-name">{step}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

type Part = { readonly before: number; readonly after: number };

/** The channel is 84 high and stands on the bed at 88. */
function Wide({ before, after, first }: Part & { readonly first: boolean }) {
  const [a, b] = [88 - 84 * before, 88 - 84 * after];
  return (
    <svg className="race-wide" viewBox="0 0 100 90" preserveAspectRatio="none" aria-hidden="true">
      <polygon className="race-taken" points={`0,4 100,4 100,${b} 0,${a}`} />
      <polygon className="race-water" points={`0,${a} 100,${b} 100,88 0,88`} />
      <line className="race-bed" x1="0" x2="100" y1="88" y2="88" />
      {!first && <line className="race-gate" x1="0" x2="0" y1="4" y2="96" />}
    </svg>
  );
}

function Tall({ before, after }: Part) {
  const [a, b] = [2 + 96 * before, 2 + 96 * after];
  return (
    <svg className="race-tall" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <polygon className="race-taken" points={`98,0 98,100 ${b},100 ${a},0`} />
      <polygon className="race-water" points={`2,0 ${a},0 ${b},100 2,100`} />
      <line className="race-bed" x1="1" x2="1" y1="0" y2="100" />
    </svg>
  );
}

/** Gradient and hatch, in the units of the page so that they run through all steps. */
function RaceDefs() {
  return (
    <svg className="race-defs" aria-hidden="true">
      <defs>
        <linearGradient id="race-water" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" />
          <stop offset="1" />
        </linearGradient>
        <linearGradient id="race-water-tall" x1="1" y1="0" x2="0" y2="0">
          <stop offset="0" />
          <stop offset="1" />
        </linearGradient>
        <pattern id="race-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" />
        </pattern>
      </defs>
    </svg>
  );
}
