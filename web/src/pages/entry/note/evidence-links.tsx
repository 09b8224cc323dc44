import { Tooltip } from "radix-ui";
import { useEffect, useRef } from "react";
import { clock } from "../../../i18n/times.js";
import { MomentLink } from "../player/moment-link.js";
import { usePlayer } from "../player/player-context.js";
import type { Evidence, NoteEntry } from "./sections.js";
import styles from "./evidence.module.css";

/** The moments that a statement comes from. Each plays; its words are shown to whoever points at it. */
export function EvidenceLinks({ entry, className }: { entry: NoteEntry; className?: string | undefined }) {
  return (
    <span className={className}>
      {entry.evidence.map((evidence) => (
        <EvidenceLink key={evidence.start} evidence={evidence} />
      ))}
    </span>
  );
}

function EvidenceLink({ evidence }: { evidence: Evidence }) {
  const player = usePlayer();
  const link = useRef<HTMLAnchorElement>(null);
  const { start, end, quote } = evidence;
  useEffect(
    () =>
      player.watch((seconds) => {
        const isPlayed = !player.audio.paused && seconds >= start && seconds < end;
        link.current?.toggleAttribute("data-played", isPlayed);
      }),
    [player, start, end],
  );
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <MomentLink ref={link} seconds={start} className={styles["time"]} />
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles["quote"]} side="top" sideOffset={6} collisionPadding={12}>
          <q>{quote}</q>
          <span className={styles["span"]}>{`${clock(start)} – ${clock(end)}`}</span>
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
