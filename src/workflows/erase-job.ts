import type { EraseJobInput } from "../contracts/activity-io.js";
import { orchestration } from "./activities.js";

/** Started with a delay when a job ends that is not to be kept: erases it with all that belongs to it. */
export async function EraseJob(job: EraseJobInput): Promise<void> {
  await orchestration.eraseJob(job);
}
