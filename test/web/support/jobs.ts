import { z } from "zod";

const jobSchema = z.object({
  id: z.string(),
  status: z.string(),
  fileName: z.string(),
  title: z.string().optional(),
  failure: z.object({ code: z.string(), message: z.string() }).optional(),
});
const listSchema = z.object({ jobs: z.array(jobSchema) });

export type ListedJob = z.infer<typeof jobSchema>;

export async function listJobs(url: string): Promise<ListedJob[]> {
  return listSchema.parse(await (await fetch(`${url}/v1/jobs?limit=100`)).json()).jobs;
}

/** The id of any job, as soon as there is one. */
export async function firstJob(url: string): Promise<string | undefined> {
  return (await listJobs(url))[0]?.id;
}
