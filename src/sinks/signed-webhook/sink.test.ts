import { serveSinks } from "../../../sandbox/sinks/serve-sinks.ts";
import { severities, severityWords } from "../../domain/alert/severity.ts";
import { sinkSuite } from "../../spec/testing/sink-suite.ts";
import { sink } from "./sink.ts";

sinkSuite(sink, async (clock) => {
  const { receiver, url, close } = await serveSinks(clock);
  const wordOf = (severity: unknown): string => severityWords[severities.find((one) => one === severity) ?? "minor"];
  return {
    settings: { url: `https://hooks.example.com${receiver.path}?key=q-key`, secret: receiver.secret },
    sandbox: url,
    seen: () =>
      receiver.received.map(({ content: { severity, title, lines, link } }) =>
        [wordOf(severity), title, ...(Array.isArray(lines) ? lines : []), link].join("\n"),
      ),
    fail: receiver.failNext,
    oncePerKey: true,
    close,
  };
});
