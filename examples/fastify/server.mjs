import Fastify from "fastify";
import { createMillrace } from "millrace";

const millrace = await createMillrace({ dataDir: process.env.DATA_DIR ?? "millrace-data", mountPath: "/millrace" });
await millrace.start();

const app = Fastify();
app.get("/", () => "The shop.");
app.register(async (scope) => {
  // Millrace reads bodies itself: here nothing may have read them before.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
  // Put your own sign-in before this line: whoever gets past it can read the books.
  scope.all("/millrace/*", (request, reply) => {
    reply.hijack();
    return millrace.nodeHandler(request.raw, reply.raw);
  });
});

const address = await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT ?? 3000) });
console.log(`${address}/millrace/api/v1/health`);

async function stop() {
  await app.close();
  await millrace.stop();
}
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);
