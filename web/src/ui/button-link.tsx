import type { AnchorHTMLAttributes } from "react";
import { classOfButton, type ButtonLook } from "./button.js";

interface Props extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  look?: ButtonLook;
}

/** A link to something that is not a page of ours, such as a download, as weighty as a button. */
export function ButtonLink({ look = "plain", className, children, ...rest }: Props) {
  return (
    <a className={classOfButton(look, className)} {...rest}>
      {children}
    </a>
  );
}
