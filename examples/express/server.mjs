import express from "express";
import { createMillrace } from "millrace";

const millrace = await createMillrace({ dataDir: process.env.DATA_DIR ?? "millrace-data" });
await millrace.start();

const app = express();
app.get("/", (_request, response) => response.send("The shop."));
// Before express.json() and the like: Millrace reads bodies itself. And behind your own sign-in.
app.use("/millrace", millrace.nodeHandler);

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${server.address().port}/millrace/api/v1/health`),
);

async function stop() {
  server.close();
  server.closeIdleConnections();
  await millrace.stop();
}
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);
