import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

/**
 * `npm run budget -w web` (after a build): what a browser fetches before Today can be used, compressed, against the
 * limit. Fonts are counted as they are, for they are compressed already.
 */
const limit = 150_000;
const dist = path.resolve(import.meta.dirname, "../dist");

const sizeOf = (file: string): number => {
  const bytes = readFileSync(path.join(dist, file));
  return file.endsWith(".woff2") ? bytes.length : gzipSync(bytes, { level: 9 }).length;
};

const html = readFileSync(path.join(dist, "index.html"), "utf8");
const linked = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? "");
const font = readdirSync(path.join(dist, "assets")).find((name) => /figtree-latin-wght.*\.woff2$/.test(name));
const files = ["index.html", ...new Set(linked), ...(font ? [`assets/${font}`] : [])];

let total = 0;
for (const file of files) {
  const size = sizeOf(file);
  total += size;
  process.stdout.write(`${(size / 1000).toFixed(1).padStart(7)} kB  ${file}\n`);
}
process.stdout.write(`${(total / 1000).toFixed(1).padStart(7)} kB  first load, of ${limit / 1000} kB\n`);
if (total > limit) {
  process.stderr.write("The first load is over its budget: make what Today does not need lazy.\n");
  process.exitCode = 1;
}
