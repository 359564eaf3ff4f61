import { describe, expect, it } from "vitest";
import { isLoopback, isPublic, sameAddress } from "./addresses.ts";

describe("which addresses are on the public internet", () => {
  // biome-ignore format: a table
  it.each([
    "1.1.1.1", "93.184.216.34", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "169.253.255.255",
    "172.15.255.255", "172.32.0.0", "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255",
    "2606:4700::1111", "2a00:1450:4001:81b::200e", "2001:4860:4860::8888", "2001:200::1", "::ffff:1.1.1.1",
    "64:ff9b::101:101",
  ])("%s is", (address) => expect(isPublic(address)).toBe(true));

  // biome-ignore format: a table
  it.each([
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.255",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::FFFF:10.0.0.1",
    "0:0:0:0:0:ffff:a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1",
    "2002:7f00:1::", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fdff::1", "fe80::1", "fe80::1%eth0", "fec0::1",
    "ff02::1", "", "localhost", "1.1.1", "1.1.1.1.1", "::g",
  ])("%s is not", (address) => expect(isPublic(address)).toBe(false));
});

describe("which addresses are this machine's own", () => {
  it.each(["127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::1%lo"])("%s is", (address) =>
    expect(isLoopback(address)).toBe(true),
  );

  it.each(["126.255.255.255", "128.0.0.0", "0.0.0.0", "::", "::2", "::ffff:10.0.0.1", "10.0.0.1", ""])(
    "%s is not",
    (address) => expect(isLoopback(address)).toBe(false),
  );

  it("knows one address by its several spellings", () => {
    expect(sameAddress("2a00::1", "2A00:0:0:0:0:0:0:1")).toBe(true);
    expect(sameAddress("::ffff:1.2.3.4", "1.2.3.4")).toBe(true);
    expect(sameAddress("1.2.3.4", "1.2.3.5")).toBe(false);
    expect(sameAddress("nothing", "nothing")).toBe(false);
  });
});
