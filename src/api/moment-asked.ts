/** The moment of `?asOf=` as operations take it. */
export function momentAsked(asOf: string | undefined): { readonly asOf?: number } {
  return asOf === undefined ? {} : { asOf: Date.parse(asOf) };
}
