import type { Millis } from "../../base/clock.ts";
import { withLocalMoments } from "../time/written.ts";
import type { AlertNews } from "./alert-state.ts";
import { isWorse, type Severity, severities, severityWords } from "./severity.ts";
import { momentText } from "./sizes.ts";

/** A message to the owner, ready to be shared with sinks. */
export type AlertMessage = {
  /** Equal keys are the same message. */
  readonly key: string;
  readonly thread: string;
  readonly about: "alert";
  readonly at: Millis;
  readonly severity?: Severity;
  readonly title: string;
  readonly lines: readonly string[];
};

/** One piece of news as a message, with times on the clocks of `zone`. */
export function alertMessage(news: AlertNews, zone: string): AlertMessage {
  const { key, at, severity, since, times, reason } = news;
  const seen = times > 1 ? `, seen ${times} times` : "";
  const over = `It lasted from ${momentText(since)} to ${momentText(news.goneAt ?? at)}${seen}.`;
  const last: Readonly<Record<AlertNews["reason"], readonly string[]>> = {
    first: [],
    worse: [`It got worse. Since ${momentText(since)}${seen}.`],
    changed: [`It changed. Since ${momentText(since)}${seen}.`],
    still: [`It is still so. Since ${momentText(since)}${seen}.`],
    over: [over],
  };
  return {
    key: `alert/${key}/${at}`,
    thread: `alert/${key}`,
    about: "alert",
    at,
    ...(severity === undefined ? {} : { severity }),
    title: withLocalMoments(news.title, zone),
    lines: [...news.lines, ...last[reason]].map((line) => withLocalMoments(line, zone)),
  };
}

/**
 * The messages for all news of one look around: a few each by itself, the worst first; of many, the serious ones by
 * themselves as far as they are few, and all the rest in one. So that a night without network is not forty messages.
 */
export function alertMessages(news: readonly AlertNews[], zone: string, apartMax = 3): readonly AlertMessage[] {
  const sorted = [...news].sort((a, b) => rank(a) - rank(b));
  const serious = sorted.filter((one) => one.severity === "serious").length;
  const apart = sorted.length <= apartMax ? sorted.length : Math.min(serious, apartMax - 1);
  const rest = sorted.slice(apart);
  const alone = sorted.slice(0, apart).map((one) => alertMessage(one, zone));
  return rest.length === 0 ? alone : [...alone, together(rest, apart > 0, zone)];
}

function together(news: readonly AlertNews[], more: boolean, zone: string): AlertMessage {
  const at = Math.max(...news.map((one) => one.at));
  const worst = news.reduce<Severity | undefined>(
    (so, { severity }) => (severity !== undefined && isWorse(severity, so) ? severity : so),
    undefined,
  );
  const lines = news.map((one) => {
    const word = one.severity === undefined ? "Over" : severityWords[one.severity];
    return withLocalMoments(`${word}: ${one.title}`, zone);
  });
  return {
    key: `alerts/${at}/${news.length}/${news
      .map((one) => one.key)
      .slice(0, 1)
      .join("")}`,
    thread: `alerts/${at}`,
    about: "alert",
    at,
    ...(worst === undefined ? {} : { severity: worst }),
    title: `${news.length} ${more ? "more " : ""}things at once.`,
    lines,
  };
}

function rank({ severity }: AlertNews): number {
  return severity === undefined ? severities.length : severities.indexOf(severity);
}
