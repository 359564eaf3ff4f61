import { PageHead } from "../../frame/page-head.tsx";
import { useWords } from "../../lib/words/words.ts";
import { CardSamples } from "./card-samples.tsx";
import { ChartSamples } from "./chart-samples.tsx";
import { ControlSamples } from "./control-samples.tsx";
import { FigureSamples } from "./figure-samples.tsx";
import "./pieces.css";
import { ProofSamples } from "./proof-samples.tsx";
import { TableSamples } from "./table-samples.tsx";
import { piecesWords } from "./words.ts";

export default function Pieces() {
  const w = useWords(piecesWords);
  return (
    <>
      <PageHead title={w.title} state={w.state} />
      <div className="pieces-grid">
        <FigureSamples />
        <ControlSamples />
        <ChartSamples />
        <CardSamples />
        <ProofSamples />
        <TableSamples />
      </div>
    </>
  );
}
