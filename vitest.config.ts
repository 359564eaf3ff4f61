import { defineConfig } from "vitest/config";

/** Tests that need more than the checkout: a PostgreSQL server (from npm, no system package), or minutes. */
const postgres = ["**/*.postgres.test.ts"];
const slow = ["**/*.slow.test.ts"];
const elsewhere = ["**/node_modules/**", "**/fixtures/**", "coverage/**", "artifacts/**"];

const thresholds = {
  branches: 80,
  "src/domain/**/*.ts": { branches: 100 },
  "src/ledger/**/*.ts": { branches: 100 },
  "src/intake/**/*.ts": { branches: 100 },
};

const onBun = process.versions["bun"] !== undefined;

export default defineConfig({
  test: {
    // Processes, not threads: the SQLite driver is native code, and a crash in it must not take the report along.
    // Vitest's forks need a part of child_process that Bun lacks; its threads run on Bun.
    pool: onBun ? "threads" : "forks",
    // Files share a process, which halves the time: nothing here keeps state in a module, and nothing is mocked.
    isolate: onBun,
    // Vitest leaves one core free by itself, which on two cores is half of them.
    maxWorkers: "100%",
    testTimeout: 20_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/*.d.ts", "**/testing/**"],
      reporter: ["text-summary", ["text", { skipFull: true }], "json-summary", "html"],
      reportsDirectory: "coverage",
      reportOnFailure: true,
      // A run that is only a part of what is counted is held to nothing; the merged reports are.
      thresholds: process.env["COVERAGE_PART"] ? {} : thresholds,
    },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [
            "src/**/*.test.ts",
            "test/**/*.test.ts",
            "tools/**/*.test.ts",
            "bin/**/*.test.ts",
            "bench/**/*.test.ts",
            "sandbox/**/*.test.ts",
            "sim/**/*.test.ts",
            "web/src/**/*.test.ts",
          ],
          exclude: [...elsewhere, ...postgres, ...slow],
        },
      },
      {
        extends: true,
        test: {
          name: "postgres",
          // One after the other: groups of files with other numbers of workers may not run side by side.
          sequence: { groupOrder: 1 },
          include: postgres,
          exclude: elsewhere,
          // One server for all: files take turns.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: "slow",
          sequence: { groupOrder: 2 },
          include: slow,
          exclude: elsewhere,
          fileParallelism: false,
          testTimeout: 900_000,
        },
      },
    ],
  },
});
