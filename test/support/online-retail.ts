import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Online Retail (Chen, D., 2015, UCI, DOI 10.24432/C5BW33, CC BY 4.0): 541,909 invoice lines of a real shop. The file
 * is 7 MB and lies beside the checkout, not in it.
 */
export const onlineRetail = join(
  import.meta.dirname,
  "..",
  "..",
  "..",
  "shared",
  "data",
  "online-retail",
  "online_retail.csv.gz",
);

export const hasOnlineRetail = existsSync(onlineRetail);

/** For the name of a suite: says that it is skipped, and why; "" when it runs. */
export function skip(): string {
  return hasOnlineRetail ? "" : " (skipped: the data set is not beside the checkout)";
}
