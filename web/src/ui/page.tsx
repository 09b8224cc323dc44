import type { ReactNode } from "react";
import { useEffect } from "react";
import styles from "./page.module.css";

/**
 * A view with its one heading, which is the window's title too, and what stands `beside` it. `wide` takes the whole width
 * there is.
 */
export function Page(props: {
  title: string;
  heading?: ReactNode;
  beside?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  const { title, heading = title, beside, wide = false, children } = props;
  useEffect(() => {
    document.title = `${title} · Diarist`;
  }, [title]);
  return (
    <div className={wide ? styles["wide"] : styles["page"]}>
      <header className={styles["header"]}>
        <h1 className={styles["heading"]} tabIndex={-1} id="page-title">
          {heading}
        </h1>
        {beside}
      </header>
      {children}
    </div>
  );
}
