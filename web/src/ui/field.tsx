import { useId, type ReactNode } from "react";
import styles from "./field.module.css";

/** What a control is told by: its name, and what is wrong with what it holds. */
export function Field(props: {
  label: string;
  problem?: string | undefined;
  /** Gets what ties the control to its name and its problem. */
  children: (control: {
    id: string;
    className: string;
    "aria-invalid": boolean;
    "aria-describedby": string | undefined;
  }) => ReactNode;
}) {
  const { label, problem, children } = props;
  const id = useId();
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        className: styles["control"] ?? "",
        "aria-invalid": problem !== undefined,
        "aria-describedby": problem === undefined ? undefined : `${id}-problem`,
      })}
      {problem !== undefined && (
        <p id={`${id}-problem`} className={styles["problem"]}>
          {problem}
        </p>
      )}
    </div>
  );
}
