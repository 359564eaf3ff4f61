import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTestBooks, type TestBooks } from "../../../intake/testing/books.ts";
import { allowStrategy, declaredRights } from "../allow-strategy.ts";
import { keepStrategies } from "../keep-strategies.ts";
import type { StrategyPlace } from "../place.ts";

/** Books, and a folder in which packages with strategies can be installed. */
export type StrategyWorld = {
  readonly books: TestBooks;
  readonly place: StrategyPlace;
  /** Installs a package whose module is this text. */
  install(name: string, module: string, manifest?: object): void;
  /** Installs, lists and allows one of `test/fixtures/strategies`. */
  allow(...names: readonly string[]): Promise<void>;
  close(): Promise<void>;
};

const fixtures = new URL("../../../../test/fixtures/strategies/", import.meta.url);

export async function openStrategyWorld(more: Partial<StrategyPlace> = {}): Promise<StrategyWorld> {
  const books = await openTestBooks();
  const dataDir = mkdtempSync(join(tmpdir(), "millrace-strategies-"));
  const named: string[] = [];
  const place: StrategyPlace = {
    store: books.store,
    clock: books.clock,
    ids: books.ids,
    log: { info: () => undefined, warn: () => undefined },
    actor: "owner",
    dataDir,
    named,
    limits: { memoryMb: 64, timeMs: 20_000, concurrent: 2, dailyActions: 50 },
    ...more,
  };
  const folderOf = (name: string): string => {
    const folder = join(dataDir, "strategies", "node_modules", name);
    mkdirSync(folder, { recursive: true });
    if (!named.includes(name)) named.push(name);
    return folder;
  };
  const manifestOf = (name: string): object => ({
    name,
    version: "1.0.0",
    type: "module",
    millrace: { strategy: "./strategy.js" },
  });
  return {
    books,
    place,
    install: (name, module, manifest) => {
      const folder = folderOf(name);
      writeFileSync(join(folder, "strategy.js"), module);
      writeFileSync(join(folder, "package.json"), JSON.stringify(manifest ?? manifestOf(name)));
    },
    allow: async (...names) => {
      for (const name of names) {
        const folder = folderOf(name);
        cpSync(new URL(`${name}.js`, fixtures), join(folder, "strategy.js"));
        writeFileSync(join(folder, "package.json"), JSON.stringify(manifestOf(name)));
      }
      await keepStrategies(place, new AbortController().signal);
      for (const name of names) await allowStrategy(place, name, await declaredRights(place, name));
    },
    close: async () => {
      await books.store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
