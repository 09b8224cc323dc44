import { z } from "zod";
import { filledText } from "../../domain/filled-text.js";
import { moodSchema } from "../../domain/mood.js";
import { noteSchema, noteWriterSchema } from "../../domain/note.js";
import { secondsSchema, timeSchema } from "./common.js";

export const noteAnswerSchema = noteSchema.meta({
  id: "Note",
  description:
    "A note that was edited by hand has `editedAt`. Entries that a writer wrote have evidence; one that was added by hand may have none.",
});

const evidence = z.strictObject({
  start: secondsSchema,
  end: secondsSchema,
  quote: z.string().max(20_000).optional().meta({
    description: "Filled in from the transcript where it is empty, or is not what was said there.",
  }),
});
const entry = z.strictObject({
  text: filledText(10_000),
  evidence: z.array(evidence).max(100),
  when: z.iso.date().optional(),
});
const entries = z.array(entry).max(500);

const beginning = { date: z.iso.date(), title: filledText(1000) };
const ending = {
  tags: z.array(filledText(200)).max(100),
  /* As they were read; those of the note that is there where they are not given. */
  language: z.string().min(1).max(20).optional(),
  writer: noteWriterSchema.optional(),
  editedAt: z.string().optional().meta({ description: "As it was read; it is set anew." }),
};

/** A whole note, as it was read and changed. */
export const noteEditSchema = z
  .union([
    z.strictObject({
      ...beginning,
      mood: entry.extend(moodSchema.partial().shape),
      keyEvents: entries,
      reflections: entries,
      ...ending,
    }),
    z.strictObject({
      ...beginning,
      template: z.strictObject({ id: filledText(200), name: filledText(200) }),
      sections: z.array(z.strictObject({ key: filledText(200), heading: filledText(500), entries })).max(100),
      ...ending,
    }),
  ])
  .meta({ id: "NoteEdit" });

export const noteVersionsAnswerSchema = z
  .object({
    versions: z.array(
      z
        .object({
          id: z.string(),
          at: timeSchema,
          by: z.string().meta({
            description:
              "`key:` and a key's id, `token:` and its subject, `local`, or `diarist` for its writer.",
            examples: ["local"],
          }),
          note: noteAnswerSchema,
        })
        .meta({ id: "NoteVersion" }),
    ),
    nextCursor: z.string().optional().meta({ description: "Absent on the last page." }),
  })
  .meta({ id: "NoteVersions" });
