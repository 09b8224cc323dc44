import { Option, type Command } from "commander";
import { z } from "zod";
import { NOTE_FORMATS, TRANSCRIPT_FORMATS } from "../../contracts/http/results.js";
import { addCommand, type Kit } from "../command.js";
import { UsageError } from "../exit.js";
import { transcribeAll } from "../transcribe/transcribe-all.js";
import { watchFolder } from "../transcribe/watch-folder.js";
import { jobFieldOptions, jobFieldOptionsSchema, jobFieldsOf } from "./job-fields.js";

const DEFAULT_PARALLEL = 4;

const optionsSchema = jobFieldOptionsSchema.extend({
  format: z.enum(TRANSCRIPT_FORMATS),
  output: z.string().optional(),
  note: z.boolean().default(false),
  noteFormat: z.enum(NOTE_FORMATS).optional(),
  parallel: z.coerce
    .number("has to be a number")
    .int("has to be a whole number")
    .min(1, "has to be 1 or more"),
  watch: z.string().optional(),
  detach: z.boolean().default(false),
});

const DETAILS = [
  "A folder stands for the recordings in it and below it; what a file is gets judged by its content. One recording's transcript",
  "goes to standard output, unless --output says otherwise; progress goes to standard error. Where no service runs, one is",
  "started on this machine for as long as it is needed.\n\nWhat was sent is not lost: after Ctrl-C a job goes on, and an upload",
  "that broke off is taken up again by the same command.",
].join(" ");

export function addTranscribe(program: Command, kit: Kit): void {
  addCommand(program, kit, {
    usage: "transcribe [file|folder|url...]",
    summary: "Transcribe recordings",
    details: DETAILS,
    examples: [
      ["diarist transcribe Monday.m4a", "the transcript, here"],
      [
        "diarist transcribe Monday.m4a --note --output Monday.md -f md",
        "with a diary note beside it, Monday.note.md",
      ],
      ["diarist transcribe ~/Memos --output ~/Transcripts -f srt", "a whole folder"],
      ["diarist transcribe --watch ~/Memos --output ~/Transcripts --note", "each new recording as it comes"],
      ["diarist transcribe https://example.org/talk.mp3 --language en", "from elsewhere"],
      ["diarist transcribe talk.mp3 --json | jq -r .transcript", "for programs"],
    ],
    options: [
      new Option("-f, --format <format>", "form of the transcript")
        .choices(TRANSCRIPT_FORMATS)
        .default("txt"),
      new Option("-o, --output <where>", "a file, a folder, or - for standard output"),
      new Option("-n, --note", "the note too"),
      new Option("--note-format <format>", "form of the note (implies --note; otherwise md)").choices(
        NOTE_FORMATS,
      ),
      new Option("-w, --watch <folder>", "wait for recordings there, and do none twice"),
      new Option("-p, --parallel <count>", "how many at a time").default(DEFAULT_PARALLEL),
      new Option("-d, --detach", "print the jobs' ids and follow none of them"),
      ...jobFieldOptions(),
    ],
    schema: optionsSchema,
    run: async (context, words, options) => {
      const fields = await jobFieldsOf(options);
      const noteFormat = options.noteFormat ?? (options.note ? ("md" as const) : undefined);
      const request = { ...options, fields, wanted: { format: options.format, noteFormat } };
      if (options.watch !== undefined) {
        if (words.length > 0)
          throw new UsageError("--watch takes its folder, and no other recordings beside it.");
        return watchFolder(context, { ...request, folder: options.watch });
      }
      if (words.length === 0)
        throw new UsageError("Name recordings, folders or URLs: `diarist transcribe Monday.m4a`.");
      return transcribeAll(context, words, request);
    },
  });
}
