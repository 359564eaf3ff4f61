import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { installState, pendingSteps, writeStamp } from "./install.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "millrace-install-"));
  lock({ pino: "1.0.0" });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, content: unknown): void {
  mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(folder, file), JSON.stringify(content));
}

function entries(versions: Record<string, string>): object {
  const listed = Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]);
  return {
    packages: {
      "": {},
      ...Object.fromEntries(listed),
      "node_modules/other-system": { version: "1.0.0", optional: true },
    },
  };
}

const lock = (versions: Record<string, string>): void => write("package-lock.json", entries(versions));

/** What `npm ci` leaves behind. */
function install(versions: Record<string, string>): void {
  for (const [name, version] of Object.entries(versions)) write(`node_modules/${name}/package.json`, { name, version });
  write("node_modules/.package-lock.json", entries(versions));
}

describe("whether everything is installed", () => {
  it("is no in a fresh clone", () => {
    expect(installState(folder)).toEqual({ ready: false, reason: "Nothing is installed yet" });
  });

  it("is yes after npm ran, also by hand, and parts for other systems do not count", () => {
    install({ pino: "1.0.0" });
    expect(installState(folder)).toEqual({ ready: true });
    writeStamp(folder);
    expect(installState(folder)).toEqual({ ready: true });
  });

  it("is no when a package was taken away, even with the stamp there", () => {
    install({ pino: "1.0.0" });
    writeStamp(folder);
    rmSync(path.join(folder, "node_modules", "pino"), { recursive: true });
    expect(installState(folder)).toEqual({ ready: false, reason: "pino is not installed" });
  });

  it("is no when the lock file has moved on", () => {
    install({ pino: "1.0.0" });
    writeStamp(folder);
    lock({ pino: "2.0.0" });
    expect(installState(folder)).toEqual({ ready: false, reason: "package-lock.json has changed" });
  });
});

describe("install scripts that npm held back", () => {
  const names = (): readonly string[] => pendingSteps(folder).map((step) => step.name);

  it("are none where the packages are not there", () => {
    install({ pino: "1.0.0" });
    expect(names()).toEqual([]);
  });

  it("are found by the binary that is missing", () => {
    install({ node: "24.0.0", bun: "1.4.5" });
    expect(names()).toEqual(["node", "bun"]);
  });

  it("are none once the binary is there", () => {
    install({ node: "24.0.0" });
    write(process.platform === "win32" ? "node_modules/node/bin/node.exe" : "node_modules/node/bin/node", "");
    expect(names()).toEqual([]);
  });
});
