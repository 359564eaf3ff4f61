import { serveSinks } from "../../../sandbox/sinks/serve-sinks.ts";
import { sinkSuite } from "../../spec/testing/sink-suite.ts";
import { sink } from "./sink.ts";

sinkSuite(sink, async (clock) => {
  const { slack, url, close } = await serveSinks(clock);
  return {
    settings: { url: `https://hooks.slack.com${slack.path}` },
    sandbox: url,
    seen: () => slack.received.map((one) => [...one.shown, ...one.marks].join("\n")),
    fail: slack.failNext,
    close,
  };
});
