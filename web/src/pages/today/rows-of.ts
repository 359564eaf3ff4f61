/** Where the rows behind an amount are: the sales of a period, of one platform or product. */
export function rowsOf(
  period: { readonly from: string; readonly to: string },
  more: { readonly source?: string; readonly product?: string; readonly status?: string } = {},
): string {
  const params = new URLSearchParams({ from: period.from, to: period.to, ...more });
  return `/money/sales?${params}`;
}

/** The one sale. */
export const saleAt = (key: string): string => `/money/sales/${encodeURIComponent(key)}`;
