import { useId, type ReactNode } from "react";
import styles from "./settings-section.module.css";

/** One of the settings' subjects: its name, what it is for, what can be done there. */
export function SettingsSection(props: {
  title: string;
  text?: string;
  /** Beside the title. */
  action?: ReactNode;
  children: ReactNode;
}) {
  const { title, text, action, children } = props;
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles["section"]}>
      <header className={styles["header"]}>
        <h2 id={id} className={styles["title"]}>
          {title}
        </h2>
        {action}
      </header>
      {text !== undefined && <p className={styles["text"]}>{text}</p>}
      {children}
    </section>
  );
}
