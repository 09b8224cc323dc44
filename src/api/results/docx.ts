import { Document, HeadingLevel, Packer, Paragraph, TextRun, type IRunOptions } from "docx";
import { formatClock } from "../../domain/clock.js";
import { paragraphsOf, type Paragraph as Spoken } from "../../domain/formats/paragraphs.js";
import { incompleteness } from "../../domain/formats/timeline.js";
import type { ReadableTranscript } from "../../domain/transcript.js";

/** Points the eye at what is missing, as a red pen would. */
const GAP_COLOUR = "B00020";
const TIME_COLOUR = "6B6B6B";
/** In twentieths of a point. */
const SPACE_AFTER = 160;

/** A Word document: as Markdown, the title, what is missing, and each paragraph with its time and its speaker. */
export async function toDocx(transcript: ReadableTranscript, title: string): Promise<Buffer> {
  const incomplete = incompleteness(transcript);
  const about = `${transcript.language}, ${formatClock(transcript.durationSeconds)}`;
  const document = new Document({
    creator: "Diarist",
    title,
    sections: [
      {
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, text: title }),
          spaced([run({ text: about, italics: true })]),
          ...(incomplete === undefined ? [] : [gap(incomplete)]),
          ...paragraphsOf(transcript).map(paragraph),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function paragraph({ kind, start, speaker, text }: Spoken): Paragraph {
  if (kind === "gap") return gap(text);
  return spaced([
    run({ text: `${formatClock(start)}  `, color: TIME_COLOUR }),
    ...(speaker === undefined ? [] : [run({ text: `${speaker}: `, bold: true })]),
    new TextRun(text),
  ]);
}

function gap(text: string): Paragraph {
  return spaced([run({ text, bold: true, color: GAP_COLOUR })]);
}

function spaced(children: TextRun[]): Paragraph {
  return new Paragraph({ children, spacing: { after: SPACE_AFTER } });
}

function run(options: IRunOptions): TextRun {
  return new TextRun(options);
}
