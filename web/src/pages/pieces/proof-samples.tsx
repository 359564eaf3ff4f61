import { Printer } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Evidence } from "../../ui/evidence.tsx";
import { Note } from "../../ui/note.tsx";
import { PayoutProof } from "../../ui/payout-proof.tsx";
import { StoryRace } from "../../ui/story-race.tsx";
import { Sample } from "./sample.tsx";

export function ProofSamples() {
  return (
    <>
      <Sample name="Payout proof" wide>
        <PayoutProof
          title="Gumroad to Equity ··4410"
          about="13 November · sales of 30 Oct to 5 Nov"
          state="proved"
          seal="Proved to the cent"
          race={{
            name: "47 sales 1,421.00, less fees 225.07, less refunds 58.00, plus fees returned 6.80, paid out 1,144.73, arrived 1,144.73",
            steps: [
              { id: "1", name: "47 sales", amount: "1,421.00", left: "1421.00", to: "/" },
              { id: "2", name: "Fees", amount: "−225.07", left: "1195.93" },
              { id: "3", name: "2 refunds", amount: "−58.00", left: "1137.93" },
              { id: "4", name: "Fees returned", amount: "6.80", left: "1144.73" },
              { id: "5", name: "Paid out", amount: "1,144.73", left: "1144.73" },
              { id: "6", name: "In your bank", amount: "1,144.73", left: "1144.73" },
            ],
          }}
          says={[
            { who: "Our books say", amount: "1,144.73", same: true },
            { who: "Gumroad’s statement says", amount: "1,144.73", same: true },
            { who: "Your bank says, 16 Nov", amount: "1,144.73", same: true },
          ]}
          notes={
            <Note title="Gumroad took 4.16 more than its published rate" action={<Button>Write to Gumroad</Button>}>
              One 29.00 sale came by your own link but was charged the Discover rate: 8.70 instead of 4.54.
            </Note>
          }
          foot="Unexplained 0.00 · checked today 14:30"
          actions={<Button icon={Printer}>Print proof</Button>}
        />
      </Sample>
      <Sample name="Evidence">
        <Card title="Evidence">
          <Evidence
            seen={[
              { text: "GET api.gumroad.com/v2/sales/kQx3…9w==" },
              { text: "" },
              { text: '"product_name": "Freelance Finance Kit",' },
              { text: '"price": 2900,', used: true, means: "29.00 USD" },
              { text: '"gumroad_fee": 454,', used: true, means: "4.54 USD" },
              { text: '"email": hidden,' },
            ]}
            known={<p>One sale of 29.00 USD.</p>}
            booked={<p>Entry 18,402.</p>}
            facts={[
              { name: "Received", text: "3 Nov 2026, 09:14:04" },
              { name: "Fingerprint", text: "b81e·07c4" },
            ]}
            onShowBuyer={() => {}}
            onNext={() => {}}
          />
        </Card>
      </Sample>
      <Sample name="Story of one sale" wide>
        <Card title="Its story">
          <StoryRace
            name="Its story"
            steps={[
              {
                id: "1",
                title: "Seen",
                text: "Gumroad sent a hint. We asked Gumroad with your key, and it confirmed the sale 1 second later.",
                at: "3 November, 09:14:03",
                amount: "29.00",
                where: "price",
                left: "29.00",
              },
              {
                id: "2",
                title: "Booked",
                transfers: [
                  { id: "a", name: "Sale", amount: "29.00" },
                  { id: "b", name: "Fee", amount: "−4.54" },
                ],
                at: "3 November, 09:14:04 · entry 18,402",
                amount: "24.46",
                where: "at Gumroad",
                left: "24.46",
              },
              {
                id: "3",
                title: "Partly refunded",
                text: "9.00 went back to the buyer.",
                amount: "−7.94",
                where: "at Gumroad",
                left: "16.52",
              },
              {
                id: "4",
                title: "To be settled",
                text: "Gumroad takes 7.94 from the payout of 20 November.",
                amount: "16.52",
                where: "yours in the end",
                left: "16.52",
                waits: true,
              },
            ]}
          />
        </Card>
      </Sample>
    </>
  );
}
