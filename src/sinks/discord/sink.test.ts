import { serveSinks } from "../../../sandbox/sinks/serve-sinks.ts";
import { sinkSuite } from "../../spec/testing/sink-suite.ts";
import { sink } from "./sink.ts";

sinkSuite(sink, async (clock) => {
  const { discord, url, close } = await serveSinks(clock);
  return {
    settings: { url: `https://discord.com${discord.path}` },
    sandbox: url,
    seen: () => discord.received.map((one) => one.content),
    fail: discord.failNext,
    close,
  };
});
