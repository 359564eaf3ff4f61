import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const worthIt = /\.(html|js|css|svg|json|webmanifest)$/;
const gz = promisify(gzip);
const br = promisify(brotliCompress);

/** Writes `.gz` and `.br` beside each text file of the build, so that the server only has to pick one. */
export function compress(): Plugin {
  let folder = "";
  return {
    name: "millrace-compress",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const names = await readdir(folder, { recursive: true });
      await Promise.all(names.filter((name) => worthIt.test(name)).map((name) => both(path.join(folder, name))));
    },
  };
}

async function both(file: string): Promise<void> {
  const bytes = await readFile(file);
  // A file that fits into one packet gains nothing.
  if (bytes.length < 1_000) return;
  await writeFile(`${file}.gz`, await gz(bytes, { level: 9 }));
  await writeFile(`${file}.br`, await br(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}
