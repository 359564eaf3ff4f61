/**
 * Import of Online Retail (541,909 lines) into the encrypted file: reading, understanding, sealing, guarded posting,
 * audit chain, sales list and daily figures. Also imports the file repeated to four times its length under other
 * invoice numbers, to see whether memory grows with the file. `node --expose-gc bench/import.ts <online_retail.csv.gz> [rounds]`
 */
import { fingerprintFile } from "../src/intake/files/fingerprint-file.ts";
import { openFileBytes } from "../src/intake/files/open-file-bytes.ts";
import { openFile } from "../src/intake/import/open-file.ts";
import { runImport } from "../src/intake/import/run-import.ts";
import { fileProfiles as profiles } from "../src/platforms/registry.ts";
import { benchBooks } from "./kit/books.ts";
import { spread, timed, whole } from "./kit/measure.ts";
import { temporaryFolder } from "./kit/temporary.ts";

const path = process.argv[2] ?? "../shared/data/online-retail/online_retail.csv.gz";
const rounds = Number(process.argv[3] ?? 3);
const folder = temporaryFolder();

/** The file's bytes `times` over, every further copy with its invoices renumbered. */
async function* repeated(times: number): AsyncGenerator<Uint8Array> {
  for (let copy = 0; copy < times; copy++) {
    let first = true;
    let rest = "";
    for await (const bytes of openFileBytes(path)) {
      if (copy === 0) {
        yield bytes;
        continue;
      }
      const text = rest + Buffer.from(bytes).toString("latin1");
      const cut = text.lastIndexOf("\n") + 1;
      rest = text.slice(cut);
      let lines = text.slice(0, cut);
      if (first) lines = lines.slice(lines.indexOf("\n") + 1);
      first = false;
      yield Buffer.from(lines.replaceAll(/^([AC]?)(\d)/gm, `$1${copy}$2`), "latin1");
    }
  }
}

async function run(
  cipher: "chacha20" | "aegis",
  round: number,
  times: number,
): Promise<{ rate: number; rssMb: number; heapMb: number }> {
  const books = await benchBooks(folder.path, `${cipher}-${round}-${times}`, cipher);
  const print = await fingerprintFile(path);
  const file = await openFile(
    {
      fileName: "online_retail.csv.gz",
      fileHash: `${times}${print.sha256}`.slice(0, 64),
      modifiedAt: 0,
      bytes: () => repeated(times),
    },
    profiles,
    { currency: "GBP", timeZone: "Europe/London" },
    Date.now(),
  );
  if (!file.ok) throw new Error(file.error.sentence);
  let rows = 0;
  let rss = 0;
  const ms = await timed(async () => {
    const onProgress = () => {
      rss = Math.max(rss, process.memoryUsage.rss());
    };
    const done = await runImport({ ...books.deps, onProgress }, books.book, file.value);
    if (!done.ok) throw new Error(done.error.sentence);
    rows = done.value.rows.booked;
  });
  await books.close();
  globalThis.gc?.();
  return { rate: rows / (ms / 1_000), rssMb: rss / 1e6, heapMb: process.memoryUsage().heapUsed / 1e6 };
}

for (const cipher of ["chacha20", "aegis"] as const) {
  const runs = [];
  for (let round = 0; round < rounds; round++) runs.push(await run(cipher, round, 1));
  const rate = spread(runs.map((one) => one.rate));
  console.log(
    `${cipher.padEnd(9)} ${whole(rate.median)} lines/s (${whole(rate.min)}–${whole(rate.max)}), peak memory ${whole(Math.max(...runs.map((one) => one.rssMb)))} MB`,
  );
}
const long = await run("chacha20", 99, 4);
console.log(
  `four times the file: ${whole(long.rate)} lines/s, peak memory ${whole(long.rssMb)} MB, heap afterwards ${whole(long.heapMb)} MB`,
);
folder.remove();
