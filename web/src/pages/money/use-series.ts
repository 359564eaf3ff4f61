import { useRead } from "../../lib/api/read.ts";
import { type Series, seriesOf } from "../../lib/format/platform-name.ts";
import type { Choices } from "./shapes.ts";

/** The chart colour of each platform of the open book. */
export function useSeries(): (source: string) => Series | undefined {
  const { data } = useRead<Choices>("/sales/choices", { topics: ["sales"], keepLast: true });
  const order = data?.sources ?? [];
  return (source) => seriesOf(source, order);
}
