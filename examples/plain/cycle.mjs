import { createMillrace } from "millrace";

const millrace = await createMillrace({ dataDir: process.env.DATA_DIR ?? "millrace-data" });
try {
  const { ran } = await millrace.runCycle();
  const { books, version } = await millrace.status();
  console.log(`Millrace ${version} did ${ran} pieces of work. ${books[0].headline}`);
  const health = await millrace.fetch(new Request("http://localhost/api/v1/health"));
  console.log(await health.text());
} finally {
  await millrace.stop();
}
