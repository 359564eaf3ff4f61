import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createMillrace } from "millrace";

const millrace = await createMillrace({ dataDir: process.env.DATA_DIR ?? "millrace-data", mountPath: "/millrace" });
await millrace.start();

const app = new Hono();
app.get("/", (c) => c.text("The shop."));
// Put your own sign-in before this line: whoever gets past it can read the books.
app.all("/millrace/*", (c) => millrace.fetch(c.req.raw, c.env));

const port = Number(process.env.PORT ?? 3000);
const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port }, (at) =>
  console.log(`http://127.0.0.1:${at.port}/millrace/api/v1/health`),
);

async function stop() {
  server.close();
  await millrace.stop();
}
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);
