import type { ComponentPropsWithRef, MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { clock } from "../../../i18n/times.js";
import { usePlayer } from "./player-context.js";

interface Props extends Omit<ComponentPropsWithRef<"a">, "href" | "className"> {
  seconds: number;
  className?: string | undefined;
}

/** A time that plays from there. Opened in another window, or sent to somebody, it leads to the same moment. */
export function MomentLink({ seconds, ...rest }: Props) {
  const { t } = useTranslation();
  const player = usePlayer();
  const onClick = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    player.playFrom(seconds);
  };
  return (
    <a
      href={`?t=${seconds}`}
      aria-label={t("entry.playFrom", { at: clock(seconds) })}
      {...rest}
      onClick={onClick}
    >
      {clock(seconds)}
    </a>
  );
}
