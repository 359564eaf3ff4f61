import { Plug, Tag } from "lucide-react";
import { useState } from "react";
import { ActionCard } from "../../ui/action-card.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { IntervalBar } from "../../ui/charts/interval-bar.tsx";
import { HumanStep } from "../../ui/human-step.tsx";
import { IssueCard } from "../../ui/issue-card.tsx";
import { Tile } from "../../ui/tile.tsx";
import { Sample } from "./sample.tsx";

export function CardSamples() {
  const [busy, setBusy] = useState(false);
  return (
    <>
      <Sample name="Action card" wide>
        <ActionCard
          kind={
            <>
              <Tile name="Gumroad" series={1} size="small" />
              Price change on Gumroad · proposed by the agent at 12:30
            </>
          }
          title="Try 34.00 for Freelance Finance Kit"
          why="31 people bought it at 29.00 this month and refunds are low, so a higher price is worth a fair test."
          gain={{ text: "+46.00", note: "a month; 8 in 10: −12 to +104" }}
          worst={{ text: "−38.00", note: "over the four weeks, then it stops" }}
          undo={{ text: "Yes", note: "any time, takes about a minute" }}
          interval={
            <IntervalBar
              name="Likely 46 a month, between −12 and 104"
              low="-12"
              middle="46"
              high="104"
              show={(value) => value.replace("-", "−")}
            />
          }
          happens="The price is 34.00 on every second day for 28 days, starting tomorrow."
          known="The other 14 days stay at 29.00. You get the answer on 19 December."
          rules="7 passed. Your limit allows changes up to 20%; this is 17.2%."
          exactly={<span className="mono muted">PUT /products/kQx3 · price 2900 to 3400 · plan 9f2c·41ab</span>}
          until="Expires Sunday 12:30"
          decide={{
            onApprove: () => setBusy(!busy),
            onReject: () => setBusy(false),
            onEdit: () => {},
            ...(busy ? { busy: "approve" as const } : {}),
          }}
        />
      </Sample>
      <Sample name="Action cards, small">
        <div className="stack">
          <ActionCard
            small
            kind="E-mail · Indie Launch Course · 12:30"
            title="Remind 10 people of the course"
            why="12 people left the checkout yesterday. 2 get no mail, so we can tell whether it helps."
            gain={{ text: "+31.00", note: "once" }}
            worst={{ text: "0.00" }}
            undo={{ text: "10 seconds" }}
            decide={{ onApprove: () => {}, onReject: () => {}, onEdit: () => {} }}
          />
          <ActionCard
            small
            kind="Transfer · M-Pesa"
            title="Send KES 64,500 to 0712 ··· 678"
            why="You asked for this. Fee 13."
            state="Approved. Goes out in 8 s."
          />
        </div>
      </Sample>
      <Sample name="Issues" wide>
        <Card title="Not right" flush>
          <ul className="rows">
            <li>
              <IssueCard
                severity="serious"
                icon={Plug}
                title="Etsy has not been read since 11:20"
                why="Etsy has refused our key since 11:42, 6 times. Sales there are safe; they are only not counted yet."
                links={[{ text: "Reconnect", to: "/" }]}
              />
            </li>
            <li>
              <IssueCard
                severity="look"
                icon={Tag}
                title="Gumroad took 4.16 more than its rate"
                why="One of 47 sales was charged 30%, yet it came by your own link."
                confidence="92%"
                actions={
                  <Button kind="quiet" size="slim">
                    Quiet for a week
                  </Button>
                }
              />
            </li>
            <li>
              <IssueCard
                severity="minor"
                title="Savanna Icons costs 35.00 on Etsy"
                why="Changed on Etsy on 18 November, not by us."
                over="Gone by itself at 12:04"
              />
            </li>
          </ul>
        </Card>
      </Sample>
      <Sample name="Step for you">
        <HumanStep
          title="Put Swahili for Clinics on Payhip"
          why="Payhip has no way for programs to list."
          minutes={4}
          steps={[
            { id: "1", text: "Open Payhip and choose Add product" },
            { id: "2", text: "Paste title and price" },
          ]}
          values={[
            { name: "Title", text: "Swahili for Clinics" },
            { name: "Price", text: "14.00" },
          ]}
          state="not-found"
          note="Not found yet: we looked for the title"
          onDone={() => {}}
        />
      </Sample>
    </>
  );
}
