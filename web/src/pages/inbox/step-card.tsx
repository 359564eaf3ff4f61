import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { ApiProblem } from "../../lib/api/problem.ts";
import { useWrite } from "../../lib/api/write.ts";
import { clock, dayAndClock } from "../../lib/format/time.ts";
import { useAsOf } from "../../lib/route/address.ts";
import { useHere } from "../../lib/state/here.ts";
import { useWords } from "../../lib/words/words.ts";
import { Button } from "../../ui/button.tsx";
import { Choice, Field } from "../../ui/field.tsx";
import { HumanStep, type HumanStepProps } from "../../ui/human-step.tsx";
import { Icon } from "../../ui/icon.tsx";
import { NotInThePast } from "../../ui/not-in-the-past.tsx";
import { toast } from "../../ui/toast-store.ts";
import type { Step } from "./shapes.ts";
import { inboxWords } from "./words.ts";

type Seen = "done" | "not-yet" | "not-done" | "moot";
type Checked = { readonly step: Step; readonly seen: Seen };

/** One thing that only a person can do. `onGone` hears when it waits no more. */
export function StepCard({
  step,
  may,
  onGone,
}: {
  readonly step: Step;
  readonly may: boolean | undefined;
  readonly onGone: () => void;
}) {
  const w = useWords(inboxWords);
  const [asOf] = useAsOf();
  const [answer, setAnswer] = useState("");
  const [missing, setMissing] = useState(false);
  const run = useStepWork(step, onGone);
  const [why = w.stepAsk, ...lines] = step.lines;
  const done = (): void => {
    const lacks = step.input !== "none" && answer.trim() === "";
    setMissing(lacks);
    if (!lacks) void run.finish(answer.trim());
  };
  const steps: HumanStepProps["steps"] = [
    ...lines.map((text) => ({ id: text, text })),
    ...(step.link ? [{ id: "link", text: <PageLink to={step.link} /> }] : []),
    ...(step.input === "none" || asOf !== undefined || step.state !== "open"
      ? []
      : [
          {
            id: "answer",
            text: (
              <Answer
                step={step}
                value={answer}
                onChange={setAnswer}
                error={missing ? w.stepAnswerMissing : run.error}
              />
            ),
          },
        ]),
  ];
  const writes = asOf === undefined && may === true;
  return (
    <HumanStep
      title={step.title}
      why={why}
      steps={steps}
      values={step.copies.flatMap(({ label, text, path }) => {
        const value = text ?? path;
        return value === undefined ? [] : [{ name: label, text: value }];
      })}
      {...useLook(step, run.seen, run.busy)}
      {...(writes ? { onDone: step.state === "answered" ? () => void run.check() : done } : {})}
      actions={
        asOf !== undefined ? (
          <NotInThePast />
        ) : may === false ? (
          <p>{w.mayNot}</p>
        ) : (
          writes &&
          step.state === "open" && (
            <Button kind="quiet" onClick={() => void run.cancel()}>
              {w.stepCancel}
            </Button>
          )
        )
      }
    />
  );
}

/** The state's chip and sentence. */
function useLook(step: Step, seen: Seen | undefined, busy: boolean): Pick<HumanStepProps, "state" | "note"> {
  const w = useWords(inboxWords);
  const here = useHere();
  if (busy) return { state: "checking", note: w.stepChecking };
  if (step.state === "done") return { state: "verified", note: w.seenAt(clock(step.endedAt ?? here.now, here)) };
  if (seen === "not-done") return { state: "not-found", note: step.note || w.stepNotDone };
  if (seen === "not-yet") return { state: "not-found", note: w.stepNotYet };
  if (step.state === "answered") return { state: "checking", note: w.stepChecking };
  if (step.note !== "") return { state: "not-found", note: step.note };
  if (step.dueAt === null) return {};
  const late = Date.parse(step.dueAt) <= here.now;
  return late
    ? { state: "overdue", note: w.stepOverdue }
    : { state: "overdue", note: w.due(dayAndClock(step.dueAt, here)) };
}

type Work = {
  readonly finish: (answer: string) => Promise<void>;
  readonly check: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly busy: boolean;
  readonly seen: Seen | undefined;
  readonly error: string | undefined;
};

function useStepWork(step: Step, onGone: () => void): Work {
  const w = useWords(inboxWords);
  const [seen, setSeen] = useState<Seen>();
  const [error, setError] = useState<string>();
  const topics = { topics: ["inbox", "platforms"] as const };
  const path = `/steps/${step.id}`;
  const answering = useWrite<string, Step>(
    (answer) => ({ path: `${path}/answer`, body: answer === "" ? {} : { answer } }),
    topics,
  );
  const checking = useWrite<void, Checked>(() => ({ path: `${path}/check` }), topics);
  const cancelling = useWrite<void, Step>(() => ({ path: `${path}/cancel`, body: {} }), topics);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setError(undefined);
    await work().catch((cause: unknown) => {
      const said = cause instanceof ApiProblem ? cause.title : w.stepNotDone;
      setError(said);
      toast(said);
    });
  };
  const over = (text: string): void => {
    toast(text);
    onGone();
  };
  const check = async (): Promise<void> => {
    const { data } = await checking.mutateAsync();
    setSeen(data.seen);
    if (data.step.state === "done" || data.step.state === "cancelled") over(w.stepDone);
  };
  return {
    finish: (answer) =>
      attempt(async () => {
        const { data } = await answering.mutateAsync(answer);
        if (data.state === "done") over(w.stepDone);
        else await check();
      }),
    check: () => attempt(check),
    cancel: () =>
      attempt(async () => {
        await cancelling.mutateAsync();
        over(w.stepCancelled);
      }),
    busy: answering.isPending || checking.isPending,
    seen,
    error,
  };
}

type AnswerProps = {
  readonly step: Step;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
};

function Answer({ step, value, onChange, error }: AnswerProps) {
  const w = useWords(inboxWords);
  if (step.input === "choice") {
    const options = [{ value: "", text: w.stepChoose }, ...step.choices.map((text) => ({ value: text, text }))];
    return (
      <Choice
        label={w.stepChoice}
        options={options}
        value={value}
        error={error}
        onChange={(e) => onChange(e.target.value)}
      />
    );
  }
  const label = { none: "", choice: "", text: w.stepAnswer, code: w.stepCode, file: w.stepFile }[step.input];
  const code = step.input === "code" ? ({ autoComplete: "one-time-code" } as const) : {};
  return <Field label={label} value={value} error={error} {...code} onChange={(e) => onChange(e.target.value)} />;
}

function PageLink({ to }: { readonly to: string }) {
  const w = useWords(inboxWords);
  return (
    <a className="link inbox-out" href={to} target="_blank" rel="noreferrer">
      {w.stepOpenPage} <Icon of={ExternalLink} />
    </a>
  );
}
