const messageLengthMax = 300;

/** The first line of what was thrown, short; never a stack. */
export function messageOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message || cause.name : String(cause);
  return (text.split("\n")[0] ?? "").slice(0, messageLengthMax);
}
