import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./notice.module.css";

/** Something that a reader must know before going on: what happened, and what to do about it as children. */
export function Notice({ tone = "warn", children }: { tone?: "warn" | "bad"; children: ReactNode }) {
  return (
    <div role={tone === "bad" ? "alert" : "status"} className={styles[tone]}>
      <TriangleAlert size={18} aria-hidden className={styles["mark"]} />
      <div>{children}</div>
    </div>
  );
}
