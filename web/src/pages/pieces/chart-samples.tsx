import { Card } from "../../ui/card.tsx";
import { Breakdown } from "../../ui/charts/breakdown.tsx";
import { Cohorts } from "../../ui/charts/cohorts.tsx";
import { IntervalBar } from "../../ui/charts/interval-bar.tsx";
import { Intervals } from "../../ui/charts/intervals.tsx";
import { RevenueChart } from "../../ui/charts/revenue-chart.tsx";
import { Waterfall } from "../../ui/charts/waterfall.tsx";
import { LevelMark } from "../../ui/level-mark.tsx";
import { SparkBars } from "../../ui/spark-bars.tsx";
import { Sample } from "./sample.tsx";

const totals = [
  0, 214, 497, 811, 1080, 1416, 1680, 1884, 2074, 2377, 2922, 3365, 3725, 4020, 4240, 4444, 4727, 5058, 5381, 6268,
  6668,
];
const past = totals.map((total, at) => ({
  id: `d${at + 1}`,
  label: `${at + 1} November`,
  total: String(total),
  state: at === 20 ? ("partial" as const) : at === 19 ? ("least" as const) : ("whole" as const),
}));
const forecast = Array.from({ length: 10 }, (_, at) => ({
  id: `d${at + 22}`,
  label: `${at + 22} November`,
  middle: String(6668 + (at + 1) * 347),
  low: String(6668 + (at + 1) * 281),
  high: String(6668 + (at + 1) * 416),
}));
const show = (value: string): string =>
  Number(value).toLocaleString("en", { maximumFractionDigits: 0 }).replace("-", "−");
const plus = (value: string): string => (value.startsWith("-") ? show(value) : `+${show(value)}`);

export function ChartSamples() {
  return (
    <>
      <Sample name="Revenue with forecast" wide>
        <Card title="Earned in November">
          <RevenueChart
            name="Earned so far 6,668 by 21 November. Likely 10,140 by 30 November, between 9,480 and 10,830. Target 10,000."
            past={past}
            forecast={forecast}
            target="10000"
            show={show}
            ticks={[
              { id: "d1", text: "1 Nov" },
              { id: "d10", text: "10" },
              { id: "d20", text: "20" },
              { id: "d30", text: "30" },
            ]}
            columns={["Day", "Earned", "Likely", "From", "To"]}
          />
        </Card>
      </Sample>
      <Sample name="Breakdown">
        <Card title="By platform" flush>
          <Breakdown
            name="By platform"
            rows={[
              {
                id: "g",
                name: "Gumroad",
                amount: "3,210.27",
                value: "3210.27",
                series: 1,
                note: <LevelMark level="complete" />,
                to: "/",
              },
              {
                id: "e",
                name: "Etsy",
                amount: "1,569.52",
                value: "1569.52",
                series: 2,
                note: (
                  <>
                    <LevelMark level="least" />
                    <span className="tiny oak-text">to 11:20</span>
                  </>
                ),
              },
              { id: "s", name: "Stripe", amount: "1,069.73", value: "1069.73", series: 3 },
              { id: "p", name: "Payhip", amount: "818.68", value: "818.68", series: 4 },
              { id: "o", name: "Others", amount: "98.00", value: "98.00" },
            ]}
          />
        </Card>
      </Sample>
      <Sample name="Waterfall">
        <Card title="From sales to you" flush>
          <Waterfall
            name="From sales to you"
            rows={[
              { id: "1", name: "259 sales", amount: "7,723.00", kind: "kept", from: "0", till: "7723" },
              { id: "2", name: "5 refunds", amount: "−125.00", kind: "taken", from: "7723", till: "7598" },
              { id: "3", name: "Fees", amount: "−929.80", kind: "taken", from: "7598", till: "6668.2" },
              { id: "4", name: "Earned", amount: "6,668.20", kind: "kept", from: "0", till: "6668.2", total: true },
              { id: "5", name: "In your bank", amount: "2,148.37", kind: "part", from: "0", till: "2148.37" },
              { id: "6", name: "On its way", amount: "4,519.83", kind: "part", from: "2148.37", till: "6668.2" },
            ]}
          />
        </Card>
      </Sample>
      <Sample name="Intervals" wide>
        <Card title="What it learned">
          <Intervals
            name="What each kind brought"
            rows={[
              {
                id: "1",
                name: "Checkout reminders",
                note: "Acts by itself · 412 carts",
                value: "+212",
                low: "84",
                middle: "212",
                high: "340",
                sentence: "212, between 84 and 340",
              },
              {
                id: "2",
                name: "Failed-card retries",
                note: "Acts by itself · 57 cards",
                value: "+94",
                low: "30",
                middle: "94",
                high: "158",
                sentence: "94, between 30 and 158",
              },
              {
                id: "3",
                name: "Course bundle",
                note: "Asks · not sure yet",
                value: "+18",
                low: "-28",
                middle: "18",
                high: "65",
                unsure: true,
                sentence: "18, between −28 and 65",
              },
            ]}
            ticks={[
              { value: "0", text: "0" },
              { value: "100", text: "+100" },
              { value: "200", text: "+200" },
              { value: "300", text: "+300" },
            ]}
          />
        </Card>
      </Sample>
      <Sample name="Interval, spark bars">
        <Card>
          <div className="stack">
            <IntervalBar name="Likely 46 a month, between −12 and 104" low="-12" middle="46" high="104" show={plus} />
            <SparkBars
              name="12 weeks"
              bars={[40, 62, 51, 80, 77, 90, 60, 95, 110, 84, 120, 42].map((value, at) => ({
                value: String(value),
                partial: at === 11,
              }))}
            />
          </div>
        </Card>
      </Sample>
      <Sample name="Cohorts" wide>
        <Card title="Who came back">
          <Cohorts
            name="Buyers by first month, and how many came back"
            columns={["First bought", "Buyers", "1", "2", "3"]}
            rows={["August", "September", "October"].map((name, row) => ({
              id: name,
              name,
              cells: [120, 14, 9, 4].slice(0, 4 - row).map((value, at) => ({
                id: `${at}`,
                text: String(value),
                depth: at === 0 ? 0 : value / 14,
                partial: at > 0 && at === 3 - row,
              })),
            }))}
          />
        </Card>
      </Sample>
    </>
  );
}
