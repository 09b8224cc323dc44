import { describe, expect, it } from "vitest";
import { templateOf, type TemplateChoice } from "../../src/domain/note-template.js";
import { sectionedNoteSchema } from "../../src/domain/note.js";
import { createExtractiveNoteWriter } from "../../src/providers/language/extractive-note-writer.js";
import { FRENCH_DAY, KENNEDY, transcriptOf } from "./diary.js";
import { GERMAN_MEETING, INTERVIEW, LECTURE, MEETING } from "./gatherings.js";

const never = new AbortController().signal;
const recordedAt = "2026-02-18T10:00:00Z";
const writer = createExtractiveNoteWriter();

async function noteOn(text: string, choice: TemplateChoice, language = "en") {
  const transcript = transcriptOf(text, { language });
  const note = await writer.write({ transcript, recordedAt, template: templateOf(choice) }, never);
  return sectionedNoteSchema.parse(note);
}

async function sectionsOf(text: string, choice: TemplateChoice, language = "en") {
  const { sections } = await noteOn(text, choice, language);
  return Object.fromEntries(sections.map(({ key, entries }) => [key, entries.map((entry) => entry.text)]));
}

describe("an extractive note of a meeting", () => {
  it("tells decisions, tasks and open questions apart", async () => {
    const sections = await sectionsOf(MEETING, "meeting");
    expect(sections["decisions"]).toEqual([
      "Then we agreed on six thousand copies instead of seven thousand.",
      "And we'll stay with the printer in Leipzig this year.",
      "We have decided not to shoot on the Sunday, because half of the team is away.",
      "We will move the newsletter to the same week.",
    ]);
    expect(sections["actionItems"]).toEqual([
      "Priya, can you send them the order by Friday?",
      "I'll also ask them about recycled paper.",
      "Tom will call the agency tomorrow and tell us what they say.",
      "Maria needs to check with the city before the end of the month.",
    ]);
    expect(sections["openQuestions"]).toEqual([
      "The question is who pays for the models, because the agency's contract ends in February.",
      "We don't know yet whether they will extend it.",
      "Do we need a permit for the pictures outside?",
    ]);
    expect(sections["summary"]?.length).toBeGreaterThan(2);
  });

  it("tells them apart in German", async () => {
    const sections = await sectionsOf(GERMAN_MEETING, "meeting", "de");
    expect(sections["decisions"]).toEqual([
      "Wir haben uns deshalb auf den großen Saal im Rathaus geeinigt.",
      "Wir haben beschlossen, den Beitrag ab Januar um zwei Euro zu erhöhen.",
    ]);
    expect(sections["actionItems"]).toEqual([
      "Anna muss bis Freitag die Bestätigung schicken.",
      "Peter wird bei der Kapelle vom letzten Jahr anfragen.",
      "Ich schreibe den Mitgliedern nächste Woche einen Brief.",
      "Kannst du vorher den Text prüfen?",
    ]);
    expect(sections["openQuestions"]).toContain("Wer kümmert sich um die Musik?");
    expect(sections["openQuestions"]).not.toContain("Hat noch jemand Fragen?");
  });

  it("knows what sounds like a task, a decision or a term, and is none", async () => {
    const english = await sectionsOf(
      `The certificate had expired, that was bad luck. It will happen again if nothing changes. I will say that it scared me.
      What about the salary band for the support role? Finance approved it yesterday. I will see if the vendor gives us a refund.`,
      "meeting",
    );
    expect(english["actionItems"]).toEqual(["I will see if the vendor gives us a refund."]);
    expect([english["decisions"], english["openQuestions"]]).toEqual([[], []]);
    const german = await sectionsOf(
      `Ich freue mich für ihn, aber ich werde ihn sehr vermissen. Peter soll den Schlüssel abholen. Das heißt, das Wasser steigt.`,
      { name: "Mein", sections: [{ heading: "Aufgaben" }, { heading: "Begriffe" }] },
      "de",
    );
    expect(german).toEqual({ section1: ["Peter soll den Schlüssel abholen."], section2: [] });
  });

  it("gives tasks the day that they are due, and decisions none that has passed", async () => {
    const { sections } = await noteOn(MEETING, "meeting");
    const due = new Map(sections.flatMap(({ entries }) => entries.map(({ text, when }) => [text, when])));
    expect(due.get("Priya, can you send them the order by Friday?")).toBe("2026-02-20");
    expect([...due.values()].filter((when) => when !== undefined && when < "2026-02-18")).toEqual([]);
  });
});

describe("an extractive note by a template", () => {
  it("of a lecture has its topics, terms and questions", async () => {
    const sections = await sectionsOf(LECTURE, "lecture");
    expect(sections["topics"]).toEqual([
      "Today we are going to talk about how plants move water from the soil to their leaves.",
      "Now let's look at what happens in a drought.",
      "The next topic is how we measure it.",
    ]);
    expect(sections["terms"]).toEqual([
      "The tissue that carries the water is called xylem.",
      "Water sticks to itself, and this property is called cohesion.",
      "That process is known as transpiration.",
      "An embolism means that the tube is blocked and carries nothing any more.",
    ]);
    expect(sections["questions"]).toEqual([
      "How does a tree lift water a hundred metres without a pump?",
      "Are there trees that refill their tubes at night?",
    ]);
    expect(sections["keyPoints"]?.length).toBeGreaterThan(3);
  });

  it("of an interview quotes word for word, and has who it is and what comes after", async () => {
    const sections = await sectionsOf(INTERVIEW, "interview");
    expect(sections["background"]?.[0]).toMatch(/^With me today is Ingrid Solberg/);
    expect(sections["quotes"]).toContain(
      "\u201CI think that silence is the only luxury I have ever owned.\u201D",
    );
    expect(sections["followUps"]).toContain("I will send you the old logbooks when I have found them.");
    expect(sections["answers"]).toContain("The storms last for days, and the boat cannot land.");
  });

  it("of a caller's own goes by what its headings say, and leaves empty what nobody spoke of", async () => {
    const headings = ["Printing costs", "To-dos", "Zebras"];
    const own = { name: "Mine", sections: headings.map((heading) => ({ heading })) };
    const sections = await sectionsOf(MEETING, own);
    expect(sections["section1"]?.[0]).toMatch(/^So the printing costs for the spring catalogue/);
    expect(sections["section2"]).toContain("Tom will call the agency tomorrow and tell us what they say.");
    expect(sections["section3"]).toEqual([]);
  });

  it.each([
    ["a meeting", MEETING, "meeting", "en"],
    ["a German meeting", GERMAN_MEETING, "meeting", "de"],
    ["a lecture", LECTURE, "lecture", "en"],
    ["an interview", INTERVIEW, "interview", "en"],
    ["a sentence", KENNEDY, "meeting", "en"],
    ["a language without rules", FRENCH_DAY, "lecture", "fr"],
  ] as const)(
    "says nothing that was not said, and nothing twice: %s",
    async (_what, text, choice, language) => {
      const transcript = transcriptOf(text, { language });
      const note = await noteOn(text, choice, language);
      const entries = note.sections.flatMap((section) => section.entries);
      const said = transcript.text.toLowerCase();
      for (const entry of entries) {
        expect(said).toContain(entry.text.replaceAll(/[\u201C\u201D\u201E]/g, "").toLowerCase());
        for (const { quote } of entry.evidence) expect(transcript.text).toContain(quote);
      }
      expect(new Set(entries.map((entry) => entry.text)).size).toBe(entries.length);
      expect(note.title).not.toBe("");
    },
  );

  it.each([{ instructions: "Be brief." }, { language: "de" }])(
    "is refused where it takes a language model: %j",
    async (wish) => {
      const writing = writer.write({ transcript: transcriptOf(MEETING), recordedAt, ...wish }, never);
      await expect(writing).rejects.toMatchObject({ code: "language_model_required", retryable: false });
    },
  );
});
