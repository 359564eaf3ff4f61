import { describe, expect, it } from "vitest";
import { configFields } from "./config-fields.ts";
import { readConfigValue } from "./config-value.ts";

function taken(field: "sandbox" | "publicUrl", text: string): boolean {
  return readConfigValue(configFields[field], text, "env").ok;
}

describe("the sandbox", () => {
  it.each(["http://127.0.0.1:8600", "http://127.8.8.8:1", "http://[::1]:8600", "http://localhost:8600/base"])(
    "may be at %s",
    (text) => {
      expect(taken("sandbox", text)).toBe(true);
    },
  );

  it.each([
    "http://127.0.0.1.example.org:80",
    "http://shop.localhost:80",
    "http://10.0.0.1",
    "http://0.0.0.0:80",
    "https://api.example.org",
    "http://user:pass@127.0.0.1",
    "http://127.0.0.1/?a=b",
    "127.0.0.1:8600",
    "ftp://127.0.0.1",
    "http://127.0.0.1 .example",
  ])("is refused at %s", (text) => {
    expect(taken("sandbox", text)).toBe(false);
  });
});

describe("the public address", () => {
  it.each(["https://shop.example.org", "https://shop.example.org/millrace", "http://127.0.0.1:8420"])(
    "may be %s",
    (text) => {
      expect(taken("publicUrl", text)).toBe(true);
    },
  );

  it.each(["http://shop.example.org", "https://u:p@shop.example.org", "https://a.example/?x", "https://a.example/#x"])(
    "is refused as %s",
    (text) => {
      expect(taken("publicUrl", text)).toBe(false);
    },
  );
});
