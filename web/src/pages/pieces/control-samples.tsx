import { Check, Pause, Plug } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Check as CheckBox, Choice, Field } from "../../ui/field.tsx";
import { Menu } from "../../ui/menu.tsx";
import { StateChip } from "../../ui/state-chip.tsx";
import { TabLinks, Tabs } from "../../ui/tabs.tsx";
import { Tile } from "../../ui/tile.tsx";
import { toast } from "../../ui/toast-store.ts";
import { Sample } from "./sample.tsx";

const Sheet = lazy(() => import("../../ui/sheet.tsx").then((module) => ({ default: module.Sheet })));

export function ControlSamples() {
  const [tab, setTab] = useState<"platform" | "stream">("platform");
  const [open, setOpen] = useState<"sheet" | "drawer">();
  return (
    <>
      <Sample name="Buttons, menu">
        <Card>
          <div className="cluster">
            <Button kind="primary">Sign in at Etsy</Button>
            <Button icon={Plug}>Read now</Button>
            <Button kind="quiet">Leave it out</Button>
            <Button kind="harm">Stop everything</Button>
            <Button busy>Sending</Button>
            <Button disabled>Not now</Button>
            <Button kind="quiet" icon={Pause} aria-label="Pause" />
            <Button kind="primary" size="big" hint="A">
              Approve
            </Button>
            <Menu
              label="Exports"
              face="Export"
              items={[
                { id: "csv", text: "CSV", onPick: () => toast("The file is in your downloads.") },
                { id: "json", text: "JSON", icon: Check, onPick: () => {} },
              ]}
            />
          </div>
        </Card>
      </Sample>
      <Sample name="Chips, tiles, tabs">
        <Card>
          <div className="stack">
            <div className="cluster">
              <StateChip>Paused</StateChip>
              <StateChip tone="moss" icon={Check}>
                Connected
              </StateChip>
              <StateChip tone="oak">Asks</StateChip>
              <StateChip tone="brick">Reconnect</StateChip>
              <StateChip tone="water">Reading</StateChip>
            </div>
            <div className="cluster">
              {(["Gumroad", "Etsy", "Stripe", "Payhip", "eBay"] as const).map((name, at) => (
                <Tile key={name} name={name} series={([1, 2, 3, 4, 5] as const)[at]} />
              ))}
              <Tile name="Others" />
              <Tile name="Big" series={1} size="large" />
            </div>
            <Tabs
              label="By"
              tabs={[
                { id: "platform", text: "Platform" },
                { id: "stream", text: "Stream" },
              ]}
              chosen={tab}
              onChoose={setTab}
            >
              <p className="muted">By {tab}</p>
            </Tabs>
            <TabLinks
              label="Money"
              tabs={[
                { to: "/pieces", text: "Sales", isOpen: true },
                { to: "/", text: "Payouts", isOpen: false },
              ]}
            />
          </div>
        </Card>
      </Sample>
      <Sample name="Fields">
        <Card>
          <div className="stack">
            <Field label="Key" hint="In Gumroad: Settings, Advanced, Applications." placeholder="Paste it here" />
            <Field label="Amount" amount defaultValue="64,50x" error="64,50x is not an amount. Write it as 64500.00." />
            <Choice label="Language" options={[{ value: "en", text: "English" }]} />
            <CheckBox defaultChecked>I have kept the recovery codes</CheckBox>
          </div>
        </Card>
      </Sample>
      <Sample name="Toast, sheet, drawer">
        <Card>
          <div className="cluster">
            <Button onClick={() => toast("Approved. Goes out in 8 s.", { onUndo: () => toast("Taken back.") })}>
              Toast
            </Button>
            <Button onClick={() => setOpen("sheet")}>Sheet</Button>
            <Button onClick={() => setOpen("drawer")}>Drawer</Button>
          </div>
        </Card>
      </Sample>
      <Suspense>
        {open && (
          <Sheet
            title="Connect Etsy"
            step="Step 2 of 4"
            kind={open}
            onClose={() => setOpen(undefined)}
            foot={<Button kind="primary">Sign in at Etsy</Button>}
          >
            <p className="muted">
              It may read sales, fees and listings, and write drafts. It may not change your account or your bank.
            </p>
          </Sheet>
        )}
      </Suspense>
    </>
  );
}
