import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The simulated shop that a bench asks for. */
export type ShopWish = {
  readonly days: number;
  readonly ordersPerDay: number;
  /** Rows on a page of sales; ten when absent, as at Gumroad. */
  readonly pageSize?: number;
  /** More calls than this within one window are turned away. */
  readonly rateLimit?: { readonly requests: number; readonly windowMs: number };
  /** Nothing happens in it any more. */
  readonly standing: boolean;
};

/** What the shop's process says of itself. */
export type ShopWords = {
  readonly url: string;
  readonly token: string;
  readonly controlKey: string;
  readonly sellerId: string;
  /** Sales in its list. */
  readonly listed: number;
};

export type Shop = ShopWords & {
  /** Asks at a control door. */
  door(method: string, name: string, body?: unknown): Promise<unknown>;
  close(): void;
};

/** Opens a simulated Gumroad in a process of its own. */
export async function openShop(wish: ShopWish): Promise<Shop> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("./shop-child.ts", import.meta.url)), JSON.stringify(wish)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const words = await firstLine(child.stdout);
  return {
    ...words,
    door: async (method, name, body) => {
      const response = await fetch(`${words.url}/gumroad/-/${name}`, {
        method,
        headers: { "x-sandbox-key": words.controlKey },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return response.json();
    },
    close: () => child.stdin.end(),
  };
}

async function firstLine(output: NodeJS.ReadableStream): Promise<ShopWords> {
  for await (const line of createInterface({ input: output })) return JSON.parse(line) as ShopWords;
  throw new Error("the shop ended before it opened");
}
