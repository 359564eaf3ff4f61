import type { Millis } from "../base/clock.ts";

/** The moment that a question is about; now when left out. A moment to come is answered as now. */
export type Asked = { readonly asOf?: Millis | undefined };
