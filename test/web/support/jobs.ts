import { expect, type Page } from "@playwright/test";
import { z } from "zod";

const jobSchema = z.object({
  id: z.string(),
  status: z.string(),
  fileName: z.string(),
  title: z.string().optional(),
  sha256: z.string().optional(),
  durationSeconds: z.number().optional(),
  failure: z.object({ code: z.string(), message: z.string() }).optional(),
});
const listSchema = z.object({ jobs: z.array(jobSchema) });
const ENDED: readonly string[] = ["completed", "failed", "cancelled"];

export type ListedJob = z.infer<typeof jobSchema>;

export async function listJobs(url: string): Promise<ListedJob[]> {
  return listSchema.parse(await (await fetch(`${url}/v1/jobs?limit=100`)).json()).jobs;
}

/** The id of any job, as soon as there is one. */
export async function firstJob(url: string): Promise<string | undefined> {
  return (await listJobs(url))[0]?.id;
}

export async function jobOf(url: string, jobId: string): Promise<ListedJob> {
  return jobSchema.parse(await (await fetch(`${url}/v1/jobs/${jobId}`)).json());
}

/** The one job of a file of that name, once it is there. */
export async function jobNamed(url: string, fileName: string): Promise<ListedJob> {
  let found: ListedJob[] = [];
  await expect
    .poll(async () => (found = (await listJobs(url)).filter((job) => job.fileName === fileName)).length, {
      message: `a job of ${fileName}`,
    })
    .toBe(1);
  const [job] = found;
  if (job === undefined) throw new Error("There is none after all");
  return job;
}

/** The job as it ended. */
export async function ended(url: string, jobId: string): Promise<ListedJob> {
  await expect
    .poll(async () => ENDED.includes((await jobOf(url, jobId)).status), {
      message: `the end of job ${jobId}`,
      timeout: 60_000,
    })
    .toBe(true);
  return await jobOf(url, jobId);
}

export async function transcriptText(url: string, jobId: string): Promise<string> {
  return await (await fetch(`${url}/v1/jobs/${jobId}/transcript?format=txt`)).text();
}

/** The id of the job that the next upload of this page becomes. */
export async function nextJobOf(page: Page): Promise<string> {
  const response = await page.waitForResponse((answer) => answer.headers()["diarist-job-id"] !== undefined);
  return response.headers()["diarist-job-id"] ?? "";
}
