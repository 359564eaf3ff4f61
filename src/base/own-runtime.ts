/** What runs this program. */
export type OwnRuntime = { readonly name: "node" | "bun" /** "24.21.0" */; readonly version: string };

/** The runtime of this process. */
export function ownRuntime(): OwnRuntime {
  const { bun, node } = process.versions as { readonly bun?: string; readonly node: string };
  return bun === undefined ? { name: "node", version: node } : { name: "bun", version: bun };
}
