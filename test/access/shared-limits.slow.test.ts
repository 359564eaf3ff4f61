import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createGumroadTwin, type GumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { type Sandbox, serveSandbox } from "../../sandbox/serve.ts";
import { quietShop } from "../../sandbox/testing/open-twin.ts";
import { systemClock } from "../../src/base/clock.ts";
import { temporaryFolder } from "../support/installation.ts";

let folder: ReturnType<typeof temporaryFolder>;
let twin: GumroadTwin;
let served: Sandbox;
beforeEach(async () => {
  folder = temporaryFolder();
  twin = createGumroadTwin({ seed: "limits", clock: systemClock, shop: quietShop() });
  served = await serveSandbox({ port: 0, twins: [twin], clock: systemClock });
  // A little more than each process takes for itself, so that a slow machine makes no difference; less than two do.
  twin.faultPlan = { ...twin.faultPlan, rateLimit: { requests: 14, windowMs: 400 } };
});
afterEach(async () => {
  await served.close();
  folder.remove();
});

const child = join(import.meta.dirname, "../support/calling-child.ts");

/** Two processes that each make 20 calls at once; gives how many each got answered. */
async function bothCall(directory: string): Promise<readonly string[]> {
  const one = async (): Promise<string> => {
    const args = [child, `${served.url}/gumroad/v2`, directory, "20", twin.token];
    const running = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    return (await text(running.stdout)).trim();
  };
  return Promise.all([one(), one()]);
}

describe("two processes that speak to one platform", () => {
  it("stay within its limit together: not one call is turned away, and neither waits for the other's end", async () => {
    expect(await bothCall(folder.path)).toEqual(["20", "20"]);
    expect(twin.faultCounts["rate-limit"] ?? 0).toBe(0);
  });

  it("would be turned away if each counted for itself", async () => {
    await bothCall("-");
    expect(twin.faultCounts["rate-limit"] ?? 0).toBeGreaterThan(0);
  });
});
