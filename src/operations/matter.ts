/** One thing that should be looked at: what, and what to do. */
export type Matter = { readonly code: string; readonly sentence: string; readonly fix?: string };
