import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createDiscordTwin, type DiscordTwin } from "./discord.ts";
import { createReceiverTwin, type ReceiverTwin } from "./receiver.ts";
import { createSlackTwin, type SlackTwin } from "./slack.ts";
import { createTelegramTwin, type TelegramTwin } from "./telegram.ts";
import type { TwinEnv, TwinOptions } from "./twin.ts";

export type SinkTwins = {
  readonly slack: SlackTwin;
  readonly telegram: TelegramTwin;
  readonly discord: DiscordTwin;
  readonly receiver: ReceiverTwin;
};

/** One of each, with empty books. */
export function createSinkTwins(options: TwinOptions): SinkTwins {
  return {
    slack: createSlackTwin(options),
    telegram: createTelegramTwin(options),
    discord: createDiscordTwin(options),
    receiver: createReceiverTwin(options),
  };
}

/** Their routes, each below its id, to be part of a sandbox or to stand alone. */
export function sinkRoutes(twins: SinkTwins): Hono<TwinEnv> {
  const app = new Hono<TwinEnv>();
  for (const twin of [twins.slack, twins.telegram, twins.discord, twins.receiver]) {
    app.get(`/${twin.id}/-/received`, (c) => c.json(twin.received));
    app.route(`/${twin.id}`, twin.app);
  }
  return app;
}

/** A simulated place for messages: what a person gives to set it up, and the page that shows what arrived. */
export type SandboxSink = {
  readonly kind: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly received: string;
};

/** The places of a sandbox at `url`. Their addresses are written as the real services write them. */
export function sandboxSinks({ slack, telegram, discord, receiver }: SinkTwins, url: string): readonly SandboxSink[] {
  const place = (kind: string, settings: SandboxSink["settings"]): SandboxSink => ({
    kind,
    settings,
    received: `${url}/${kind}/-/received`,
  });
  return [
    place(slack.id, { url: `https://hooks.slack.com${slack.path}` }),
    place(telegram.id, { token: telegram.token, chat: telegram.chat }),
    place(discord.id, { url: `https://discord.com${discord.path}` }),
    place(receiver.id, { url: `https://receiver.example.com${receiver.path}`, secret: receiver.secret }),
  ];
}

export type SinkSandbox = SinkTwins & { readonly url: string; close(): Promise<void> };

/** Serves them on this machine; port 0 takes a free one. */
export async function serveSinks(options: TwinOptions & { readonly port?: number }): Promise<SinkSandbox> {
  const twins = createSinkTwins(options);
  const { fetch } = sinkRoutes(twins);
  const { server, port } = await new Promise<{ server: Server; port: number }>((resolve) => {
    const started = serve({ fetch, hostname: "127.0.0.1", port: options.port ?? 0 }, (address) =>
      resolve({ server: started as Server, port: address.port }),
    );
  });
  return {
    ...twins,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
