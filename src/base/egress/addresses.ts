import { isIPv4, isIPv6 } from "node:net";

/** Whether the address is one of this machine's loopback addresses (127.0.0.0/8, ::1), in whatever notation. */
export function isLoopback(address: string): boolean {
  const plain = unwrapped(address);
  return plain !== undefined && (plain.family === 4 ? inAny(plain, loopback4) : inAny(plain, loopback6));
}

/**
 * Whether the address belongs to a computer on the public internet. Everything that IANA's registries of special
 * addresses (RFC 6890 and its updates) keep for machines, private nets, links, groups, examples and tunnels is not.
 * What is no address at all is not public either.
 */
export function isPublic(address: string): boolean {
  const plain = unwrapped(address);
  if (plain === undefined) return false;
  if (plain.family === 4) return !inAny(plain, special4);
  return inAny(plain, global6) && !inAny(plain, special6);
}

/** Whether two texts are the same address, though written differently. */
export function sameAddress(a: string, b: string): boolean {
  const one = unwrapped(a);
  const other = unwrapped(b);
  return one !== undefined && other !== undefined && one.family === other.family && one.bits === other.bits;
}

type Address = { readonly family: 4 | 6; readonly bits: bigint };
type Net = { readonly bits: bigint; readonly shift: bigint };

const special4 = nets(4, [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
]);
const loopback4 = nets(4, ["127.0.0.0/8"]);
const loopback6 = nets(6, ["::1/128"]);
/** The only part of IPv6 that is given out for use on the internet. */
const global6 = nets(6, ["2000::/3"]);
/** Within it: protocol assignments with Teredo, examples, 6to4 (an IPv4 address in disguise), examples again. */
const special6 = nets(6, ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]);
/** IPv4 addresses in IPv6 clothes: mapped ones, and those a NAT64 gateway translates (RFC 6052). */
const clothed = nets(6, ["::ffff:0:0/96", "64:ff9b::/96"]);

function unwrapped(text: string): Address | undefined {
  const address = parse(text);
  if (address?.family === 6 && inAny(address, clothed)) return { family: 4, bits: address.bits & 0xffff_ffffn };
  return address;
}

function parse(text: string): Address | undefined {
  if (isIPv4(text)) return { family: 4, bits: bits4(text) };
  // The part after "%" names the network card, which makes the address no less what it is.
  const bare = text.split("%")[0] ?? "";
  return isIPv6(bare) ? { family: 6, bits: bits6(bare) } : undefined;
}

function bits4(text: string): bigint {
  return text.split(".").reduce((sum, part) => (sum << 8n) | BigInt(Number(part)), 0n);
}

function bits6(text: string): bigint {
  const lastColon = text.lastIndexOf(":");
  const tail = text.slice(lastColon + 1);
  const dotted = tail.includes(".") ? bits4(tail) : undefined;
  const hex =
    dotted === undefined
      ? text
      : `${text.slice(0, lastColon + 1)}${(dotted >> 16n).toString(16)}:${(dotted & 0xffffn).toString(16)}`;
  const [head = "", rest] = hex.split("::");
  const front = head === "" ? [] : head.split(":");
  const back = rest === undefined || rest === "" ? [] : rest.split(":");
  const zeros = Array<string>(8 - front.length - back.length).fill("0");
  return [...front, ...zeros, ...back].reduce((sum, part) => (sum << 16n) | BigInt(Number.parseInt(part, 16)), 0n);
}

function nets(family: 4 | 6, texts: readonly string[]): readonly Net[] {
  return texts.map((text) => {
    const [address = "", length = ""] = text.split("/");
    const shift = BigInt((family === 4 ? 32 : 128) - Number(length));
    return { bits: (family === 4 ? bits4(address) : bits6(address)) >> shift, shift };
  });
}

function inAny(address: Address, among: readonly Net[]): boolean {
  return among.some((net) => address.bits >> net.shift === net.bits);
}
