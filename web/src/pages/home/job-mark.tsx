import {
  CircleAlert,
  CircleDashed,
  CirclePause,
  CircleSlash,
  LoaderCircle,
  type LucideIcon,
} from "lucide-react";
import type { Job } from "../../api/client.js";
import { MoodMark } from "../../mood/mood-mark.js";
import styles from "./job-mark.module.css";

type Look = "failed" | "cancelled" | "paused" | "waiting" | "running";

const ICONS: Record<Look, LucideIcon> = {
  failed: CircleAlert,
  cancelled: CircleSlash,
  paused: CirclePause,
  waiting: CircleDashed,
  running: LoaderCircle,
};

/** Before a job's title: what state it is in, and of a diary's entry its mood. What it says stands in words beside it. */
export function JobMark({ job }: { job: Job }) {
  const look = lookOf(job);
  const mood = job.note.mood;
  const Icon = look && ICONS[look];
  return (
    <span className={styles[look ?? "done"]} aria-hidden>
      {Icon !== undefined && <Icon size={20} />}
      {Icon === undefined && mood !== undefined && <MoodMark label={mood.label} size={22} />}
      {Icon === undefined && mood === undefined && <span className={styles["dot"]} />}
    </span>
  );
}

function lookOf({ status, paused }: Job): Look | undefined {
  if (status === "completed") return undefined;
  if (status === "failed" || status === "cancelled") return status;
  if (paused === true) return "paused";
  return status === "queued" ? "waiting" : "running";
}
