import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");

/** What the first screen always needs, by where it begins. */
const begins = ["src/main.tsx", "src/pages/today/today.tsx"].map((file) => path.join(root, file));

type Look = { getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null };

/**
 * Names the one chunk of everything that the first screen imports at once: thirty small files travel slower and compress
 * worse than one. What is fetched later keeps chunks of its own.
 */
export function firstChunk(): (id: string, look: Look) => string | null {
  const first = new Set<string>();
  return (id, look) => {
    if (first.size === 0) for (const begin of begins) addAll(begin, look, first);
    return first.has(id) ? "first" : null;
  };
}

function addAll(id: string, look: Look, into: Set<string>): void {
  if (into.has(id)) return;
  into.add(id);
  for (const imported of look.getModuleInfo(id)?.importedIds ?? []) addAll(imported, look, into);
}
