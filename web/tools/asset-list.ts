import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** Writes `assets.json`: the files that the service worker keeps, and a version that changes with any of them. */
export function assetList(): Plugin {
  return {
    name: "millrace-asset-list",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const files = Object.keys(bundle)
        .filter((name) => /\.(js|css|woff2)$/.test(name) && !/latin-ext|pieces/.test(name))
        .sort()
        .map((name) => `/${name}`);
      const version = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 16);
      this.emitFile({ type: "asset", fileName: "assets.json", source: JSON.stringify({ version, files }) });
    },
  };
}
