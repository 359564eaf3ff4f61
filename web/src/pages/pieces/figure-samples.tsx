import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DemoLabel } from "../../ui/demo-label.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Figure } from "../../ui/figure.tsx";
import { MoneyCell } from "../../ui/money-cell.tsx";
import { Progress } from "../../ui/progress.tsx";
import { TimeBar } from "../../ui/time-bar.tsx";
import { Sample } from "./sample.tsx";

const usd = (amount: string) => ({ amount, currency: "USD" });
const day = 86_400_000;
const now = Date.parse("2026-11-20T14:32:00Z");

export function FigureSamples() {
  return (
    <>
      <Sample name="Bars above" wide>
        <DemoLabel title="Demo shop." action={<Button kind="primary">Use my shop</Button>}>
          Made-up buyers, kept apart from your books.
        </DemoLabel>
        <TimeBar
          at={now - 37 * day}
          from={now - 90 * day}
          to={now}
          events={[now - 80 * day, now - 50 * day, now - 7 * day]}
          title="As of 13 November, 18:00."
          label="Moment"
          say={(at) => new Date(at).toISOString().slice(0, 16)}
          onMove={() => {}}
          onBack={() => {}}
          backText="Back to now"
        >
          Look around; nothing can be changed here.
        </TimeBar>
      </Sample>
      <Sample name="Figure, hero, at least">
        <Card>
          <Figure
            label="Earned in November, after fees and refunds"
            value={usd("6668.20")}
            to="/"
            size="hero"
            symbol
            level="least"
            note="Etsy was last read at 11:20; the others at 14:31."
          />
        </Card>
      </Sample>
      <Sample name="Figure, complete">
        <Card>
          <Figure
            label="Refunds in November"
            value={usd("-125.00")}
            to="/"
            level="complete"
            note="Complete, read to 14:31"
          />
        </Card>
      </Sample>
      <Sample name="Figure, not available">
        <Card>
          <Figure
            label="Visitors who buy"
            value={null}
            note={
              <>
                Only Etsy and eBay count visits.{" "}
                <a className="link" href="/">
                  What would supply it
                </a>
              </>
            }
          />
        </Card>
      </Sample>
      <Sample name="Figure, loading; small">
        <Card>
          <div className="cluster">
            <Figure label="Earned in November" value={undefined} />
            <Figure label="Yesterday" value={usd("402.15")} size="small" />
            <Figure label="Listings" value="31" size="small" />
          </div>
        </Card>
      </Sample>
      <Sample name="Money cells">
        <Card>
          <div className="stack">
            {[
              <MoneyCell key="1" value={usd("1144.73")} />,
              <MoneyCell key="2" value={usd("0.00")} />,
              <MoneyCell key="3" value={usd("-125.00")} />,
              <MoneyCell
                key="4"
                value={{ amount: "64500.00", currency: "KES" }}
                show="code"
                whole
                booked={usd("499.60")}
              />,
              <MoneyCell key="5" value={null} unknown="The platform does not tell its fee" />,
              <MoneyCell key="6" value={usd("46.00")} plus />,
            ]}
          </div>
        </Card>
      </Sample>
      <Sample name="Progress">
        <Card>
          <Progress what="Reading Stripe" done={9412} total={12880} left="3 minutes left" />
        </Card>
      </Sample>
      <Sample name="Empty">
        <div className="card">
          <Empty title="No payouts yet" actions={<Button>Add a bank statement</Button>}>
            The first one appears when a platform pays you. Gumroad pays on Fridays, from 100.00.
          </Empty>
        </div>
      </Sample>
      <Sample name="Error">
        <div className="card">
          <ErrorNote title="Could not read the statement" actions={<Button>Show line 214</Button>}>
            Line 214 has no date. The 213 lines before it are kept and not yet booked.
          </ErrorNote>
        </div>
      </Sample>
    </>
  );
}
