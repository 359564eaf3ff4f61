import { sha256, toHex } from "../../base/hash.ts";

/**
 * The name of one message in one place: the same however often it is tried, another one in each place. 32 characters
 * from 0 to f. Whoever delivers keeps it unique, and receivers that compare it see a message once.
 */
export function deliveryId(messageKey: string, sinkName: string): string {
  // The length keeps the two texts apart whatever they contain.
  return toHex(sha256(`delivery:${sinkName.length}:${sinkName}:${messageKey}`)).slice(0, 32);
}
