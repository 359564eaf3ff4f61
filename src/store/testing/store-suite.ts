import { alertLaws } from "./alert-laws.ts";
import { manyRowsLaws } from "./many-rows-laws.ts";
import { copyLaws, schemaLaws } from "./schema-laws.ts";
import type { OpenStore } from "./store-under-test.ts";
import { transactionLaws } from "./transaction-laws.ts";
import { valueLaws } from "./value-laws.ts";

/** What both engines must do alike. `open` gives a fresh database each time. */
export function storeSuite(engine: string, open: OpenStore): void {
  valueLaws(engine, open);
  manyRowsLaws(engine, open);
  transactionLaws(engine, open);
  schemaLaws(engine, open);
  copyLaws(engine, open);
  alertLaws(engine, open);
}
