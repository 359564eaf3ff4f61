import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { Secret } from "./secret.ts";

const canary = "canary-71f3-never-print-me";

describe("a secret", () => {
  it("gives its value to whoever asks for it by name", () => {
    expect(new Secret(canary).reveal()).toBe(canary);
  });

  it.each([
    ["as text", (s: Secret) => String(s)],
    ["in a template", (s: Secret) => `${s}`],
    ["joined", (s: Secret) => [s].join()],
    ["as JSON", (s: Secret) => JSON.stringify({ s, list: [s] })],
    ["inspected", (s: Secret) => inspect({ deep: { s } }, { depth: 9, showHidden: true, getters: true })],
    ["as its members", (s: Secret) => JSON.stringify([Object.keys(s), Object.entries(s), { ...s }])],
    ["as an error's cause", (s: Secret) => inspect(new Error("no", { cause: s }))],
  ])("is never shown %s", (_, show) => {
    expect(show(new Secret(canary))).not.toContain("canary");
  });

  it("hides bytes as it hides text", () => {
    const bytes = new Secret(new Uint8Array([222, 173, 190, 239]));
    expect(inspect(bytes)).toBe("[secret]");
    expect(JSON.stringify(bytes)).toBe('"[secret]"');
  });
});
