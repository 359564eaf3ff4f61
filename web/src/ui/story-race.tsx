import type { ReactNode } from "react";
import { forDrawing } from "../lib/format/decimal.ts";
import "./story-race.css";

export type StoryStep = {
  readonly id: string;
  /** Seen, Booked, Paid out, In your bank, Refunded … */
  readonly title: ReactNode;
  readonly text?: ReactNode;
  /** Money that moved with it. */
  readonly transfers?: readonly { readonly id: string; readonly name: ReactNode; readonly amount: ReactNode }[];
  readonly at?: ReactNode;
  readonly amount?: ReactNode;
  /** Below the amount: where it is now. */
  readonly where?: ReactNode;
  /** What is left after this step, decimal text: the width of the water. */
  readonly left: string;
  /** Still to come. */
  readonly waits?: boolean;
};

/** One sale from top to bottom; the water narrows as money is taken. */
export function StoryRace({ name, steps }: { readonly name: string; readonly steps: readonly StoryStep[] }) {
  const top = Math.max(...steps.map(({ left }) => forDrawing(left)), 0) || 1;
  const width = (at: number): number => Math.max(6, (96 * forDrawing(steps[Math.max(0, at)]?.left ?? "0")) / top);
  return (
    <ol className="story" aria-label={name}>
      {steps.map((step, at) => (
        <li key={step.id}>
          <Water before={width(at - 1)} after={width(at)} waits={step.waits ?? false} />
          <span className="story-dot" data-waits={step.waits || undefined} />
          <div>
            <h3>{step.title}</h3>
            {step.text && <div className="story-text">{step.text}</div>}
            {step.transfers && (
              <ul className="transfers">
                {step.transfers.map((one) => (
                  <li key={one.id}>
                    <span>{one.name}</span>
                    <span className="num">{one.amount}</span>
                  </li>
                ))}
              </ul>
            )}
            {step.at && <span className="story-at">{step.at}</span>}
          </div>
          <span className="story-amount">
            {step.amount}
            {step.where && <small>{step.where}</small>}
          </span>
        </li>
      ))}
    </ol>
  );
}

type WaterProps = { readonly before: number; readonly after: number; readonly waits: boolean };

function Water({ before, after, waits }: WaterProps) {
  const [a, b] = [before / 2, after / 2];
  return (
    <svg
      className="story-water"
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden="true"
      data-waits={waits || undefined}
    >
      {waits && (
        <defs>
          <pattern id="story-drops" className="story-drops" width="100" height="30" patternUnits="userSpaceOnUse">
            <rect width="100" height="14" />
          </pattern>
        </defs>
      )}
      <polygon points={`${50 - a},0 ${50 + a},0 ${50 + b},100 ${50 - b},100`} />
    </svg>
  );
}
