import { allErrors } from "../domain/errors.js";

const CODES = allErrors()
  .map(
    ({ code, status, retryable, title }) =>
      `| \`${code}\` | ${status} | ${retryable ? "yes" : "no"} | ${title} |`,
  )
  .join("\n");

/** Stands in the document where the address is to stand by which its reader came. */
export const EXAMPLE_ADDRESS = "http://127.0.0.1:8000";

/** What stands at the head of the reference page, in Markdown. */
export const INTRODUCTION = `Recordings in; transcripts proved complete, and notes whose every statement points at its
second, out. Where this service asks for a key, add \`-H "Authorization: Bearer $KEY"\` to each line.

\`\`\`sh
ADDRESS=${EXAMPLE_ADDRESS}
curl "$ADDRESS/v1/jobs" -F file=@Monday.m4a               # a job; its id is JOB below
curl "$ADDRESS/v1/jobs/$JOB"                              # how it is getting on
curl -N "$ADDRESS/v1/jobs/$JOB/events"                    # the same, live
curl "$ADDRESS/v1/jobs/$JOB/transcript?format=srt"        # what was said
curl "$ADDRESS/v1/jobs/$JOB/note?format=md"               # the note
curl "$ADDRESS/v1/search?q=dentist"                       # who said it, and when
\`\`\`

- **Names** are in camelCase, times are ISO 8601 in UTC, durations and positions are seconds. A field without a value is left out.
- **Lists** come in pages, newest first: pass \`nextCursor\` as \`cursor\` until there is none. Cursors are opaque.
- **Keys**: where the service asks for them, send \`Authorization: Bearer dk_…\` with each request. A 401 says that there is none or
  that it is not good, a 403 that it may not do this.
- **Limits**: a 429 says in \`Retry-After\` when to come again; \`RateLimit\` says how many requests are left.
- **The same request twice**: with an \`Idempotency-Key\` of yours, what makes something is safe to send again.
- **Problems** are RFC 9457 documents. Go by \`code\`, which is stable; \`detail\` is for people.
- **Unknown** fields and parameters are refused by name, never ignored.
- Each answer has an **X-Request-Id**, the one you sent or a new one.

<details><summary>The codes of problems</summary>

They are the same wherever they stand: in a problem, in a job's \`failure\`, in that of its note, in a webhook's event. "Again" says
whether the same may succeed later.

| code | status | again | meaning |
| ---- | ------ | ----- | ------- |
${CODES}

</details>
`;

export const TAGS = [
  { name: "Jobs", description: "A recording on its way to a transcript and a note." },
  { name: "Uploads", description: "A recording that comes in several requests." },
  { name: "Results", description: "What a job made." },
  { name: "Library", description: "All that was recorded, as a whole." },
  { name: "Note templates", description: "Which sections a note has." },
  { name: "Live", description: "A job while it happens." },
  {
    name: "OpenAI's API",
    description:
      "Transcription as OpenAI's clients ask for it: change their base URL to this server's `/v1`. Failures have OpenAI's " +
      "shape too.",
  },
  {
    name: "Webhooks",
    description:
      "Being told what becomes of jobs, signed and sent as [Standard Webhooks](https://www.standardwebhooks.com) describes.",
  },
  {
    name: "API keys",
    description: "Send one as `Authorization: Bearer dk_…`. A Diarist on one's own machine asks for none.",
  },
  { name: "Earlier clients", description: "The three calls of the system that this one replaces." },
  { name: "Operations", description: "For those who run the service." },
];
