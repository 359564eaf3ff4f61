import { Component, type ReactNode } from "react";
import { PageFailed } from "./page-trouble.tsx";

type State = { readonly failed: boolean };
type Props = {
  readonly children: ReactNode;
  /** The address; another one is another try. */
  readonly place: string;
};

/** A page that breaks shows one sentence in its place; the frame and the stop switch stay. */
export class PageBoundary extends Component<Props, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (before.place !== this.props.place && this.state.failed) this.setState({ failed: false });
  }

  override render(): ReactNode {
    return this.state.failed ? <PageFailed /> : this.props.children;
  }
}
