import { z } from "zod";

const entrySchema = z.object({
  jobId: z.string(),
  date: z.string(),
  title: z.string(),
  tags: z.array(z.string()),
});
const pageSchema = z.object({ entries: z.array(entrySchema) });

/** The diary's entry of a job, once the service has read its note. */
export async function diaryEntry(url: string, jobId: string): Promise<z.infer<typeof entrySchema>> {
  for (;;) {
    const { entries } = pageSchema.parse(await (await fetch(`${url}/v1/diary`)).json());
    const entry = entries.find((candidate) => candidate.jobId === jobId);
    if (entry !== undefined) return entry;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
