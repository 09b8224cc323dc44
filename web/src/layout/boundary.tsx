import { Component, type ReactNode } from "react";
import i18next from "i18next";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";

/** What fails within stays within: the rest of the page goes on. */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Notice tone="bad">
        <p>{i18next.t("app.crashed")}</p>
        <Button onClick={() => window.location.reload()}>{i18next.t("app.reload")}</Button>
      </Notice>
    );
  }
}
