import type { Clock } from "../../base/clock.ts";
import { createHttp } from "../../base/egress/create-http.ts";
import type { Failure } from "../../base/egress/failure.ts";
import type { Transport } from "../../base/egress/transport.ts";
import type { Log } from "../../base/log.ts";
import { type Problem, problem } from "../../base/problem.ts";
import type { Random } from "../../base/random.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { Sent, Setting, Shareable, Sink, SinkContext, SinkField } from "../sink.ts";

/** A sink that is set up: messages can be given to it. */
export type Outlet = {
  /** Never rejects: whatever goes wrong is a failure, and stops nothing else. */
  send(message: Shareable, signal?: AbortSignal): Promise<Result<Sent, Failure>>;
};

export type OpenSinkOptions = {
  /** The owner's name for it. */
  readonly name: string;
  /** What the owner gave, by the names of the fields. */
  readonly settings: Readonly<Record<string, string>>;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** `http://127.0.0.1:PORT` of a sandbox that stands for all services. */
  readonly sandbox?: string;
};

/** Checks the settings and makes the way out. Keep what it returns: limits are counted in it. */
export function openSink(sink: Sink, options: OpenSinkOptions): Result<Outlet, Problem> {
  const setting = settingsOf(sink.fields, options.settings);
  const wrong = [...fieldProblems(sink.fields, setting), ...sink.check(setting)];
  if (wrong.length > 0) {
    const sentence = `${sink.title} cannot be used yet: ${wrong.join(" ")}`;
    const fix = "Nothing was sent; correct the settings and try again.";
    const fields = besideFields(sink.fields, wrong);
    return err(problem("sink-settings", sentence, fields === undefined ? { fix } : { fix, fields }));
  }
  const { name, clock, log } = options;
  const context: SinkContext = { name, setting, clock, log, sandbox: options.sandbox !== undefined };
  const deliver = deliverer(sink, context, options);
  return ok({
    send: async (message, signal) => {
      try {
        return await deliver(message, signal === undefined ? {} : { signal });
      } catch (error) {
        log.error({ sink: name, error }, `${sink.title} failed in a way nobody foresaw.`);
        const sentence = `The message could not be given to ${sink.title} because of a mistake in Millrace.`;
        return err({ kind: "fatal", code: "bug", sentence, fix: "Please report it; the log has more." });
      }
    },
  });
}

type Signal = { readonly signal?: AbortSignal };
type Deliver = (message: Shareable, signal: Signal) => Promise<Result<Sent, Failure>>;

function deliverer(sink: Sink, context: SinkContext, options: OpenSinkOptions): Deliver {
  if (sink.via === "own") return (message, signal) => sink.send({ ...context, ...signal }, message);
  const http = createHttp({
    service: sink.id,
    title: sink.title,
    baseUrl: baseUrlOf(sink.id, sink.address(context.setting), options.sandbox),
    sandbox: context.sandbox,
    limits: sink.limits,
    transport: options.transport,
    clock: options.clock,
    random: options.random,
    log: options.log,
  });
  return (message, signal) => sink.send({ ...context, ...signal, http }, message);
}

/** In a sandbox every service lives under its id, with the path it has in the world. */
function baseUrlOf(id: string, address: string, sandbox: string | undefined): string {
  return sandbox === undefined ? address : `${sandbox}/${id}${new URL(address).pathname}`;
}

/** What was given, without spaces around it; the default where nothing was. */
export function settingsOf(fields: readonly SinkField[], given: Readonly<Record<string, string>>): Setting {
  return (name) => {
    const value = Object.hasOwn(given, name) ? (given[name] ?? "").trim() : "";
    return value === "" ? (fields.find((field) => field.name === name)?.byDefault ?? "") : value;
  };
}

/** Each sentence at the field whose label it begins with; undefined unless every one has such a field. */
function besideFields(fields: readonly SinkField[], wrong: readonly string[]): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const sentence of wrong) {
    const name = fields.find(({ label }) => sentence.startsWith(`"${label}" `))?.name;
    if (name === undefined) return undefined;
    const key = `settings.${name}`;
    found[key] = [found[key], sentence].filter(Boolean).join(" ");
  }
  return found;
}

function fieldProblems(fields: readonly SinkField[], setting: Setting): string[] {
  return fields.flatMap((field) => {
    const value = setting(field.name);
    if (value === "") return field.required ? [`"${field.label}" is missing.`] : [];
    if (field.choices === undefined || field.choices.includes(value)) return [];
    return [`"${field.label}" must be one of ${field.choices.join(", ")}.`];
  });
}
