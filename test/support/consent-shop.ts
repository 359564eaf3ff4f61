import { createGumroadTwin, type GumroadTwin } from "../../sandbox/gumroad/create-twin.ts";
import { livelyShop, quietShop } from "../../sandbox/testing/open-twin.ts";
import { fixedClock } from "../../src/base/clock.ts";
import { type CliWorld, cli, commandTime, type Said } from "./command-line.ts";
import { type GumroadServer, serveGumroad } from "./gumroad-server.ts";
import { temporaryFolder } from "./installation.ts";

/** A simulated Gumroad, an empty data directory, and one clock for both. */
export type ConsentShop = {
  readonly dataDir: string;
  readonly twin: GumroadTwin;
  readonly server: GumroadServer;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly variables: Readonly<Record<string, string>>;
  run(args: readonly string[], world?: CliWorld): Promise<Said>;
  /** A control door of the simulated platform. */
  door(name: string, body: unknown): Promise<void>;
  /** Connects by consent with the address pasted that the owner's browser would end at, or what `paste` makes of it. */
  byPaste(paste?: (address: string) => string | Promise<string>, more?: readonly string[]): Promise<Said>;
  close(): Promise<void>;
};

export async function openConsentShop(options: { readonly lively?: boolean } = {}): Promise<ConsentShop> {
  const folder = temporaryFolder();
  const clock = fixedClock(commandTime);
  const shop = options.lively ? livelyShop(20) : quietShop();
  const twin = createGumroadTwin({ seed: "consent", clock, shop });
  const server = await serveGumroad(twin);
  const dataDir = `${folder.path}/data`;
  const variables = {
    MILLRACE_SANDBOX: server.url,
    MILLRACE_GUMROAD_CLIENT_ID: twin.app.id,
    MILLRACE_GUMROAD_CLIENT_SECRET: twin.app.secret,
  };
  const run: ConsentShop["run"] = (args, world = {}) =>
    cli(dataDir, args, { clock, ...world, variables: { ...variables, ...world.variables } });
  const door: ConsentShop["door"] = async (name, body) => {
    const answer = await fetch(`${server.url}/gumroad/-/${name}`, {
      method: "POST",
      headers: { "x-sandbox-key": twin.controlKey },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`the door ${name} answered ${answer.status}`);
  };
  await door("consent", { mode: "auto" });
  return {
    dataDir,
    twin,
    server,
    clock,
    variables,
    run,
    door,
    byPaste: (paste = (address) => address, more = []) => {
      let heard = "";
      const readAll = async (): Promise<string> => paste(await browse(addressIn(heard)));
      return run(["connect", "gumroad", "--oauth", "--paste", ...more], {
        heard: (text) => {
          heard += text;
        },
        input: { readAll },
      });
    },
    close: async () => {
      await server.close();
      folder.remove();
    },
  };
}

/** The address of the page of consent in what a command said. */
export function addressIn(text: string): string {
  const found = /^http\S+\/oauth\/authorize\S*$/m.exec(text)?.[0];
  if (found === undefined) throw new Error(`no address of consent in: ${text}`);
  return found;
}

/** Opens the page of consent as a browser would, and gives the address it is sent to. */
export async function browse(address: string): Promise<string> {
  const answer = await fetch(address, { redirect: "manual" });
  const location = answer.headers.get("location");
  if (location === null) throw new Error(`the page of consent answered ${answer.status}: ${await answer.text()}`);
  return location;
}
