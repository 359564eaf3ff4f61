import { serveSinks } from "../../../sandbox/sinks/serve-sinks.ts";
import { sinkSuite } from "../../spec/testing/sink-suite.ts";
import { sink } from "./sink.ts";

sinkSuite(sink, async (clock) => {
  const { telegram, url, close } = await serveSinks(clock);
  return {
    settings: { token: telegram.token, chat: telegram.chat },
    sandbox: url,
    seen: () => telegram.received.map((one) => [one.text, ...one.links].join("\n")),
    fail: telegram.failNext,
    close,
  };
});
