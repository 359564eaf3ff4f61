/** Which columns make a layout. Names are compared without case and surrounding space. */
export type Layout = {
  /** Each group must be there under at least one of its names; without them no row can be read. */
  readonly must: readonly (readonly string[])[];
  /** Columns that the layout usually has: the more of them, the surer. */
  readonly likely: readonly string[];
  /** Columns that a file of another layout would have. */
  readonly never?: readonly string[];
  /** How sure the `must` columns alone make it; 0.7 when absent. */
  readonly sureFrom?: number;
};

const sureFromMust = 0.7;

/** How surely a header has this layout: 0 when a needed column is missing or a foreign one is there, else up to 1. */
export function layoutScore(header: readonly string[], layout: Layout): number {
  const names = new Set(header.map(plain));
  if (missingColumn(names, layout) !== undefined) return 0;
  if (layout.never?.some((name) => names.has(plain(name)))) return 0;
  const base = layout.sureFrom ?? sureFromMust;
  if (layout.likely.length === 0) return base;
  const seen = layout.likely.filter((name) => names.has(plain(name))).length;
  return base + ((1 - base) * seen) / layout.likely.length;
}

/** The first needed column that the header lacks, by its usual name. */
export function firstMissing(header: readonly string[], layout: Layout): string | undefined {
  return missingColumn(new Set(header.map(plain)), layout);
}

function missingColumn(names: ReadonlySet<string>, layout: Layout): string | undefined {
  return layout.must.find((group) => !group.some((name) => names.has(plain(name))))?.[0];
}

function plain(name: string): string {
  return name
    .replace(/^\ufeff/, "")
    .trim()
    .replace(/\s+/g, " ")
    .normalize("NFC")
    .toLowerCase();
}
