/** The way to one declared host. `url` was checked: HTTPS, and the host is among the rights that the owner allowed. */
export type StrategyDoor = {
  read(
    url: URL,
    signal: AbortSignal,
  ): Promise<
    | { readonly ok: true; readonly status: number; readonly text: string }
    | { readonly ok: false; readonly sentence: string }
  >;
};
