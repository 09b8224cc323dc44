import { describe, expect, it } from "vitest";
import { diaryNoteSchema, type DiaryNote, type NoteEntry } from "../../src/domain/note.js";
import type { Transcript } from "../../src/domain/transcript.js";
import { createExtractiveNoteWriter } from "../../src/providers/language/extractive-note-writer.js";
import { BAD_DAY, FRENCH_DAY, GERMAN_DAY, KENNEDY, transcriptOf, WORKDAY } from "./diary.js";

const SUNDAY = "2026-11-22T20:15:00Z";

async function noteOn(transcript: Transcript, recordedAt = SUNDAY): Promise<DiaryNote> {
  const writer = createExtractiveNoteWriter();
  return diaryNoteSchema.parse(await writer.write({ transcript, recordedAt }, new AbortController().signal));
}

const texts = (entries: NoteEntry[]) => entries.map(({ text }) => text);
const withoutCase = (text: string) => text.toLowerCase();

const DIARIES = [
  ["a good day at work", WORKDAY, "en"],
  ["a bad day", BAD_DAY, "en"],
  ["a German family day", GERMAN_DAY, "de"],
  ["a French day, without rules for the language", FRENCH_DAY, "fr"],
  ["a single sentence", KENNEDY, "en"],
] as const;

describe.each(DIARIES)("an extractive note of %s", (_what, text, language) => {
  const transcript = transcriptOf(text, { language });

  it("says nothing that was not said", async () => {
    const note = await noteOn(transcript);
    for (const { text: entry } of [...note.keyEvents, ...note.reflections])
      expect(withoutCase(transcript.text)).toContain(withoutCase(entry));
    expect(withoutCase(transcript.text)).toContain(withoutCase(note.title.replace("\u2026", "")));
    for (const tag of note.tags) expect(withoutCase(transcript.text)).toContain(withoutCase(tag));
  });

  it("proves each entry by exact words and the seconds at which they begin and end", async () => {
    const note = await noteOn(transcript);
    const words = transcript.segments.flatMap((segment) => segment.words);
    for (const { quote, start, end } of [note.mood, ...note.keyEvents, ...note.reflections].flatMap(
      ({ evidence }) => evidence,
    )) {
      expect(transcript.text).toContain(quote);
      const quoted = quote.split(/\s+/);
      expect(words.find((word) => word.start === start)?.word).toContain(quoted[0]);
      expect(words.find((word) => word.end === end)?.word).toContain(quoted.at(-1));
    }
  });

  it("is a valid note in the order of the telling, labelled as an extract, the same each time", async () => {
    const note = await noteOn(transcript);
    expect(note).toMatchObject({ language, date: "2026-11-22", writer: { kind: "extractive" } });
    for (const entries of [note.keyEvents, note.reflections]) {
      const starts = entries.map(({ evidence }) => evidence[0]?.start ?? 0);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    }
    expect(JSON.stringify(await noteOn(transcriptOf(text, { language })))).toBe(JSON.stringify(note));
  });
});

describe("what an extractive note picks", () => {
  it("tells events and thoughts apart", async () => {
    const note = await noteOn(transcriptOf(WORKDAY));
    expect(texts(note.keyEvents)).toContain(
      "Marta opened with the numbers, and then I took over for the design part.",
    );
    expect(texts(note.reflections)).toContain("I think I have been putting work before family for too long.");
    expect(texts(note.keyEvents).filter((text) => texts(note.reflections).includes(text))).toEqual([]);
  });

  it("tells German events and thoughts apart", async () => {
    const note = await noteOn(transcriptOf(GERMAN_DAY, { language: "de" }));
    expect(texts(note.keyEvents).join(" ")).toContain("Elefanten gefüttert");
    expect(texts(note.reflections)).toContain("Ich freue mich für ihn, aber ich werde ihn sehr vermissen.");
  });

  it("leaves out greetings, fillers and talk about the recording", async () => {
    const note = await noteOn(transcriptOf(WORKDAY));
    const all = texts([...note.keyEvents, ...note.reflections]);
    expect(all.filter((text) => /good night|that's it|^okay/i.test(text))).toEqual([]);
  });

  it("keeps a single sentence whole enough to be worth reading", async () => {
    const note = await noteOn(transcriptOf(KENNEDY));
    expect(note.title).toBe("Ask what you can do for your country");
    expect(texts(note.keyEvents)).toEqual([KENNEDY]);
    expect(note.keyEvents[0]?.evidence[0]).toMatchObject({ start: 0, quote: KENNEDY.slice(0, -1) });
    expect(note.tags).toContain("country");
  });

  it("writes sentences down without the fillers before them, and proves them with these", async () => {
    const note = await noteOn(transcriptOf("Well, um, so, the kitchen caught fire during the party."));
    expect(texts(note.keyEvents)).toEqual(["The kitchen caught fire during the party."]);
    expect(note.keyEvents[0]?.evidence[0]?.quote).toMatch(/^Well, um, so, the kitchen/);
  });

  it("says so where all that was said is a greeting", async () => {
    const note = await noteOn(transcriptOf("Okay. Bye."));
    expect(texts(note.keyEvents)).toEqual(["Okay.", "Bye."]);
  });

  it("stays a note in length and time when the recording lasts for hours", async () => {
    const text = Array.from(
      { length: 120 },
      (_, hour) => `${WORKDAY} ${BAD_DAY} Chapter ${String(hour)} ends.`,
    ).join(" ");
    const note = await noteOn(transcriptOf(text));
    expect(note.keyEvents.length).toBeLessThanOrEqual(12);
    expect(note.reflections.length).toBeLessThanOrEqual(8);
    // The same sentence, told 120 times, is there once.
    expect(new Set(texts(note.keyEvents)).size).toBe(note.keyEvents.length);
  });

  it("refuses a recording without speech by a code of its own", async () => {
    await expect(noteOn(transcriptOf(""))).rejects.toMatchObject({
      code: "note_without_speech",
      retryable: false,
    });
    await expect(noteOn(transcriptOf("..."))).rejects.toMatchObject({ code: "note_without_speech" });
  });

  it("falls back to the segments' times where words have none", async () => {
    const transcript = transcriptOf(WORKDAY, { wordTimes: false });
    const note = await noteOn(transcript);
    const starts = transcript.segments.map(({ start }) => start);
    for (const { evidence } of note.keyEvents) expect(starts).toContain(evidence[0]?.start);
  });

  it("ends when the caller has aborted", async () => {
    const writing = createExtractiveNoteWriter().write(
      { transcript: transcriptOf(KENNEDY), recordedAt: SUNDAY },
      AbortSignal.abort(new Error("cancelled")),
    );
    await expect(writing).rejects.toThrow("cancelled");
  });
});

describe("the mood of an extractive note", () => {
  it.each([
    ["Mostly low", "low", BAD_DAY, "en"],
    ["Mixed", "mixed", WORKDAY, "en"],
    [
      "Mostly good",
      "good",
      "What a lovely day. We laughed a lot and the concert was wonderful. I'm so grateful for my friends.",
      "en",
    ],
    ["Mostly low", "low", "It was not good at all. I wasn't happy with it. The soup was terrible.", "en"],
    ["Neutral", "neutral", KENNEDY, "en"],
    ["Überwiegend gut", "good", "Das war ein wunderschöner Tag. Ich bin glücklich und dankbar.", "de"],
    [
      "Überwiegend gedrückt",
      "low",
      "Ich bin traurig und erschöpft. Wir haben uns gestritten, das war schlimm.",
      "de",
    ],
    ["Neutral", "neutral", "Der Zug fährt um neun. Danach kommt die Straßenbahn.", "de"],
  ])("is %s where the words of feeling say so", async (beginning, label, text, language) => {
    const { mood } = await noteOn(transcriptOf(text, { language }));
    expect(mood.text.startsWith(beginning)).toBe(true);
    expect(mood.label).toBe(label);
    const sides = { good: [0.01, 1], low: [-1, -0.01], mixed: [-0.25, 0.25], neutral: [0, 0] };
    const [lowest = 0, highest = 0] = sides[mood.label ?? "neutral"];
    expect(mood.value).toBeGreaterThanOrEqual(lowest);
    expect(mood.value).toBeLessThanOrEqual(highest);
  });

  it("is as far from 0 as much is said of it, and never beyond 1", async () => {
    const valueOf = async (text: string) => (await noteOn(transcriptOf(text))).mood.value ?? NaN;
    const once = await valueOf("The concert was wonderful.");
    const often = await valueOf("The concert was wonderful. ".repeat(9));
    expect(once).toBeGreaterThan(0);
    expect(often).toBeGreaterThan(once);
    expect(often).toBeLessThanOrEqual(1);
  });

  it("is not made up for a language without a lexicon", async () => {
    const note = await noteOn(transcriptOf(FRENCH_DAY, { language: "fr" }));
    expect(note.mood.text).toBe("Not judged: the built-in writer knows no words of feeling in French");
    expect(note.mood).not.toHaveProperty("label");
    expect(note.mood).not.toHaveProperty("value");
  });
});

describe("date words of an extractive note", () => {
  it.each([
    ["Yesterday my sister married in the old chapel.", "en", "2026-11-21"],
    ["Three days ago my sister married in the old chapel.", "en", "2026-11-19"],
    ["On Friday my sister was married in the old chapel.", "en", "2026-11-20"],
    ["On Tuesday the plumber will come to the old chapel.", "en", "2026-11-24"],
    ["On the third of May my sister was married in the chapel.", "en", "2026-05-03"],
    ["Gestern hat meine Schwester in der Kapelle geheiratet.", "de", "2026-11-21"],
    ["Am Freitag hat meine Schwester in der Kapelle geheiratet.", "de", "2026-11-20"],
    ["Am 3. Mai hat meine Schwester in der Kapelle geheiratet.", "de", "2026-05-03"],
    // No single day, or not sure which one, or another word altogether.
    ["Last week my sister was married in the old chapel.", "en", undefined],
    ["On Friday we meet the sisters in the old chapel.", "en", undefined],
    ["This morning my sister was married in the old chapel.", "en", undefined],
    ["We sat down for two hours in the old chapel.", "en", undefined],
    ["Heute früh hat meine Schwester in der Kapelle geheiratet.", "de", undefined],
    ["La semaine dernière ma soeur s'est mariée à la chapelle.", "fr", undefined],
  ])("in %j mean the right day", async (text, language, day) => {
    const note = await noteOn(transcriptOf(text, { language }));
    expect([...note.keyEvents, ...note.reflections][0]?.when).toBe(day);
  });

  it.each([
    ["Today is the third of May, and it is raining.", "en", "2026-05-03"],
    ["It's Sunday the 22nd of November. We walked to the sea.", "en", "2026-11-22"],
    ["Heute ist der 20. November, und es regnet.", "de", "2026-11-20"],
    ["We will meet on the third of May.", "en", "2026-11-22"],
  ])("in %j give the note its date only where they say what day it is", async (text, language, date) => {
    expect(await noteOn(transcriptOf(text, { language }))).toMatchObject({ date });
  });

  it("are counted from the day that the speaker says it is, where the upload came later", async () => {
    const note = await noteOn(
      transcriptOf("Today is the 16th of May, 2026. Yesterday my sister married in the old chapel."),
    );
    expect(note.date).toBe("2026-05-16");
    expect(note.keyEvents.map(({ when }) => when)).toContain("2026-05-15");
  });

  it("are counted from the speaker's own day, not from that of the server", async () => {
    const afterMidnight = "2026-11-23T00:30:00+02:00";
    const note = await noteOn(transcriptOf("Yesterday my sister married in the old chapel."), afterMidnight);
    expect(note.date).toBe("2026-11-23");
    expect(note.keyEvents[0]?.when).toBe("2026-11-22");
  });
});
