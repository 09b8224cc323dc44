import type { ButtonHTMLAttributes } from "react";
import styles from "./button.module.css";

/** `primary`: the one thing to do here; `quiet`: beside text; `icon`: only a picture, and so `aria-label` is needed. */
export type ButtonLook = "primary" | "plain" | "quiet" | "icon" | "danger";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
}

export function Button({ look = "plain", className, type = "button", ...rest }: Props) {
  return <button type={type} className={classOfButton(look, className)} {...rest} />;
}

/** For links that look like a button. */
export const classOfButton = (look: ButtonLook, className?: string): string =>
  [styles["button"], styles[look], className].filter(Boolean).join(" ");
