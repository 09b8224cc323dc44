import type { ButtonHTMLAttributes } from "react";
import styles from "./button.module.css";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary`: the one thing to do here; `quiet`: beside text; `icon`: only a picture, and so `aria-label` is needed. */
  look?: "primary" | "plain" | "quiet" | "icon" | "danger";
}

export function Button({ look = "plain", className, type = "button", ...rest }: Props) {
  return (
    <button
      type={type}
      className={[styles["button"], styles[look], className].filter(Boolean).join(" ")}
      {...rest}
    />
  );
}
