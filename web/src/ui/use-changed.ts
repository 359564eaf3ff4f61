import { useEffect, useRef, useState } from "react";

/** How long a patched amount keeps its water underline. */
const shownMs = 1_200;

/** True for a moment after `value` became another one; not when it first comes. */
export function useChanged(value: string | undefined): boolean {
  const last = useRef(value);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    const before = last.current;
    last.current = value;
    if (before === undefined || value === undefined || before === value) return;
    setChanged(true);
    const timer = setTimeout(() => setChanged(false), shownMs);
    return () => clearTimeout(timer);
  }, [value]);
  return changed;
}
