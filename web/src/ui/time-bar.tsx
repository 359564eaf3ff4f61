import { History } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import "./time-bar.css";

export type TimeBarProps = {
  /** The moment shown, and the ends of the slider, in milliseconds. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** "As of 13 November, 18:00." */
  readonly title: string;
  readonly children: ReactNode;
  /** Moments drawn as ticks: payouts, changes. */
  readonly events?: readonly number[];
  readonly label: string;
  /** A moment in words, for the slider. */
  readonly say: (at: number) => string;
  readonly onMove: (at: number) => void;
  readonly onBack: () => void;
  readonly backText: string;
};

/** The dusk bar of the time machine. The page follows once the slider rests. */
export function TimeBar(props: TimeBarProps) {
  const { at, from, to, title, children, events = [], label, say, onMove, onBack, backText } = props;
  const [moving, setMoving] = useState(at);
  useEffect(() => setMoving(at), [at]);
  useEffect(() => {
    if (moving === at) return;
    const timer = setTimeout(() => onMove(moving), 250);
    return () => clearTimeout(timer);
  }, [moving, at, onMove]);
  const share = (moment: number): number => ((moment - from) / Math.max(1, to - from)) * 100;
  return (
    <section className="time-bar" aria-label={title}>
      <Icon of={History} />
      <p role="status">
        <b>{moving === at ? title : say(moving)}</b> {children}
      </p>
      <span className="time-track">
        <svg aria-hidden="true" width="100%" height="8">
          {events.map((event) => (
            <rect key={event} x={`${share(event)}%`} y="0" width="2" height="8" />
          ))}
        </svg>
        <input
          type="range"
          aria-label={label}
          aria-valuetext={say(moving)}
          min={from}
          max={to}
          step={3_600_000}
          value={moving}
          onChange={(event) => setMoving(Number(event.target.value))}
        />
      </span>
      <Button onClick={onBack}>{backText}</Button>
    </section>
  );
}
