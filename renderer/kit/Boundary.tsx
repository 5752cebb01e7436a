import { Component, type ReactNode } from "react";
import style from "./Boundary.module.css";
import { Button } from "./Button.tsx";

type BoundaryProps = { readonly what: string; readonly children: ReactNode };
type BoundaryState = { readonly error: Error | null };

/**
 * Keeps a fault in one part of the window from taking the rest along. A part that was built anew since the page was
 * loaded can't be fetched any more; loading the page again helps then, and nothing written is lost: the engine has it.
 */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className={style.fault} role="alert">
        <div className={style.sentence}>{this.props.what} could not be shown.</div>
        <div className={style.detail}>{error.message}</div>
        <div className={style.actions}>
          <Button size="small" onClick={() => this.setState({ error: null })}>
            Try again
          </Button>
          <Button size="small" onClick={() => location.reload()}>
            Load the page again
          </Button>
        </div>
      </div>
    );
  }
}
