import type { Plugin } from "vite";

/** The lazily loaded modules that the first screen always needs: fetched beside the entry, not after it. */
const wanted = ["src/frame/words.en.ts", "src/pages/today/today.tsx", "src/pages/today/words.en.ts"];

/** Adds `modulepreload` links for the chunks of Today and of the English words, and for what those import. */
export function firstLoad(): Plugin {
  return {
    name: "millrace-first-load",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        if (!bundle) return [];
        const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
        const entry = chunks.find((chunk) => chunk.isEntry);
        const found = new Set<string>();
        const sheets = new Set<string>();
        const add = (name: string): void => {
          const chunk = chunks.find((one) => one.fileName === name);
          if (!chunk || chunk === entry || found.has(name) || entry?.imports.includes(name)) return;
          found.add(name);
          for (const sheet of chunk.viteMetadata?.importedCss ?? []) sheets.add(sheet);
          for (const other of chunk.imports) add(other);
        };
        for (const chunk of chunks) if (wanted.some((end) => chunk.facadeModuleId?.endsWith(end))) add(chunk.fileName);
        return [
          ...[...sheets].map((name) => link({ rel: "stylesheet", href: `/${name}` })),
          ...[...found].map((name) => link({ rel: "modulepreload", href: `/${name}` })),
        ];
      },
    },
  };
}

function link(attrs: Record<string, string>) {
  return { tag: "link", attrs: { ...attrs, crossorigin: true }, injectTo: "head" as const };
}
