import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.js";
import menu from "../../../ui/menu.module.css";
import { usePlayer, usePlayerState } from "./player-context.js";
import { RATES } from "./player.js";
import styles from "./player-bar.module.css";

export function RateMenu() {
  const { t, i18n } = useTranslation();
  const player = usePlayer();
  const { rate } = usePlayerState();
  const name = (value: number): string => `${new Intl.NumberFormat(i18n.language).format(value)}×`;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button
          look="quiet"
          className={styles["rate"]}
          aria-label={t("entry.player.rate", { rate: name(rate) })}
        >
          {name(rate)}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu["menu"]} align="end" side="top">
          <DropdownMenu.RadioGroup
            value={String(rate)}
            onValueChange={(value) => player.setRate(Number(value))}
          >
            {RATES.toReversed().map((value) => (
              <DropdownMenu.RadioItem key={value} value={String(value)} className={menu["item"]}>
                {name(value)}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
