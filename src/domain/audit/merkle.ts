import { assert } from "../../base/assert.ts";
import { sha256 } from "../../base/hash.ts";

/**
 * The Merkle tree of RFC 6962 §2.1 over the hashes of the audit entries, kept as a frontier: the roots of the full
 * subtrees that the size's binary digits name, largest first. It holds at most 53 hashes however long the log is.
 */
export type Frontier = { size: number; readonly nodes: Uint8Array[] };

const leafInput = Buffer.alloc(33);
const nodeInput = Buffer.alloc(65);
nodeInput[0] = 1;

/** Hash of a leaf: SHA-256(0x00 ‖ data). The data of our leaves are the 32-byte entry hashes. */
export function leafHash(data: Uint8Array): Uint8Array {
  if (data.length !== 32) return sha256(Buffer.concat([leafInput.subarray(0, 1), data]));
  leafInput.set(data, 1);
  return sha256(leafInput);
}

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  nodeInput.set(left, 1);
  nodeInput.set(right, 33);
  return sha256(nodeInput);
}

/** The frontier of the empty tree. */
export function emptyFrontier(): Frontier {
  return { size: 0, nodes: [] };
}

/** Adds one entry's data at the right end of the tree; changes the frontier in place. */
export function appendLeaf(frontier: Frontier, data: Uint8Array): void {
  let node = leafHash(data);
  for (let left = frontier.size; left % 2 === 1; left = (left - 1) / 2) {
    const sibling = frontier.nodes.pop();
    assert(sibling !== undefined, "a frontier has a node for each binary digit of its size");
    node = nodeHash(sibling, node);
  }
  frontier.nodes.push(node);
  frontier.size += 1;
}

/** The root at the frontier's size; SHA-256 of nothing for the empty tree. */
export function frontierRoot(frontier: Frontier): Uint8Array {
  let root: Uint8Array | undefined;
  for (let i = frontier.nodes.length - 1; i >= 0; i--) {
    const node = frontier.nodes[i] as Uint8Array;
    root = root === undefined ? node : nodeHash(node, root);
  }
  return root ?? sha256("");
}

/** The stored form: size (u64, big-endian), then the nodes, largest subtree first. */
export function encodeFrontier(frontier: Frontier): Uint8Array {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(frontier.size));
  return Buffer.concat([size, ...frontier.nodes]);
}

/** Reads the stored form; undefined when its length does not fit its size. */
export function decodeFrontier(bytes: Uint8Array): Frontier | undefined {
  if (bytes.length < 8) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = buffer.readBigUInt64BE(0);
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const count = size.toString(2).replaceAll("0", "").length;
  if (buffer.length !== 8 + 32 * count) return undefined;
  const nodes = Array.from({ length: count }, (_, i) => Uint8Array.from(buffer.subarray(8 + 32 * i, 40 + 32 * i)));
  return { size: Number(size), nodes };
}
