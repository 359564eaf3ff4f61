/** Widths of what is still coming, in signs of the text it stands for. */
const widths = { 3: "3ch", 5: "5ch", 8: "8ch", 12: "12ch", 20: "20ch", 32: "32ch" } as const;

/** A grey bar as wide as what will stand there. Invisible for the first 150 ms, so quick answers do not flicker. */
export function Skeleton({ signs = 8 }: { readonly signs?: keyof typeof widths }) {
  return <span className="skeleton" aria-hidden="true" style={{ width: widths[signs] }} />;
}
