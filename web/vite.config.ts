import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { assetList } from "./tools/asset-list.ts";
import { compress } from "./tools/compress.ts";
import { firstChunk } from "./tools/first-chunk.ts";
import { firstLoad } from "./tools/first-load.ts";

/** The engine that `npm run dev -w web` talks to. */
const engine = "http://127.0.0.1:8420";

export default defineConfig({
  plugins: [react(), firstLoad(), assetList(), compress()],
  server: {
    host: "127.0.0.1",
    port: 8421,
    proxy: { "/api": { target: engine, changeOrigin: true }, "/status": { target: engine, changeOrigin: true } },
  },
  worker: { format: "es" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    // Under the content security policy nothing may be inlined as a data: address but images.
    assetsInlineLimit: 0,
    cssCodeSplit: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: firstChunk(), debugName: "first" }],
        },
      },
    },
  },
});
