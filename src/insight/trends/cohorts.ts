/**
 * Buyers by the month of their first purchase. Only sales whose buyer is known by a hashed key count, and no buyer is
 * named or can be told from another.
 */
export type Cohorts =
  | {
      readonly state: "ready";
      readonly asOf: string;
      readonly currency: string;
      readonly rows: readonly {
        /** "2026-03" */
        readonly month: string;
        readonly buyers: number;
        /** One for each month from the first on. */
        readonly later: readonly {
          readonly month: string;
          readonly buyers: number;
          readonly sales: number;
          readonly net: string;
        }[];
      }[];
      /** Sales that name no buyer and are therefore in no row. */
      readonly unnamedSales: number;
    }
  | { readonly state: "unavailable"; readonly why: string };
