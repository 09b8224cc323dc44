import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/button.js";
import { usePlayer } from "./player-context.js";
import type { PlayerState } from "./player.js";
import styles from "./player-bar.module.css";

/** Why nothing is heard, and what can be done. */
export function PlayerProblem(props: { jobId: string; problem: NonNullable<PlayerState["problem"]> }) {
  const { jobId, problem } = props;
  const { t } = useTranslation();
  const player = usePlayer();
  return (
    <p role="alert" className={styles["problem"]}>
      {t(`entry.player.problem.${problem}`)}{" "}
      {problem === "format" ? (
        <a href={`/v1/jobs/${jobId}/audio`} download="">
          {t("entry.export.audio")}
        </a>
      ) : (
        <Button look="quiet" onClick={() => player.audio.load()}>
          {t("app.retry")}
        </Button>
      )}
    </p>
  );
}
