import { describe, expect, it } from "vitest";
import { templateOf } from "../../src/domain/note-template.js";
import { sectionedNoteSchema } from "../../src/domain/note.js";
import { completion, GOOD_NOTE, isMerge, never, recordedAt, sent, writerOver } from "./chat-server.js";
import { transcriptOf, WORKDAY } from "./diary.js";
import { inOrder } from "./scripted-server.js";

describe("a note of another template by a language model", () => {
  const ENTRY = {
    text: "The client signed.",
    evidence: [{ segment: 7, quote: "signed for the second phase" }],
  };
  const MINUTES = {
    date: "2026-11-22",
    title: "The second phase",
    summary: [ENTRY],
    decisions: [ENTRY],
    actionItems: [],
    openQuestions: [],
    tags: ["work"],
  };
  it("has that one's sections, each entry with its evidence", async () => {
    const { server, writer } = await writerOver(completion(MINUTES));
    const template = templateOf("meeting");
    const note = sectionedNoteSchema.parse(
      await writer.write({ transcript: transcriptOf(WORKDAY), recordedAt, template }, never),
    );
    expect(note.template).toEqual({ id: "meeting", name: "Meeting" });
    expect(note.sections.map(({ key, entries }) => [key, entries.length])).toEqual([
      ["summary", 1],
      ["decisions", 1],
      ["actionItems", 0],
      ["openQuestions", 0],
    ]);
    expect(note.sections[1]?.entries[0]?.evidence[0]?.quote).toBe("signed for the second phase");
    const body = sent(server.requests[0]);
    expect(body.messages[0]?.content).toContain("minutes of a recorded meeting");
    expect(body.response_format?.json_schema?.schema).toMatchObject({
      required: ["date", "title", "summary", "decisions", "actionItems", "openQuestions", "tags"],
    });
  });

  it("is mended where a section is missing or holds what was never said", async () => {
    const { decisions: _, ...lacking } = MINUTES;
    const invented = {
      ...MINUTES,
      actionItems: [{ text: "Fly.", evidence: [{ segment: 0, quote: "we flew away" }] }],
    };
    for (const [answer, path] of [
      [lacking, "decisions:"],
      [invented, "actionItems.0.evidence:"],
    ] as const) {
      const { server, writer } = await writerOver(inOrder(completion(answer), completion(MINUTES)));
      const template = templateOf("meeting");
      await writer.write({ transcript: transcriptOf(WORKDAY), recordedAt, template }, never);
      expect(sent(server.requests[1]).messages.at(-1)?.content).toContain(path);
    }
  });

  it("heeds instructions and the language to write in, on the side of the rules and not of the material", async () => {
    const { server, writer } = await writerOver(completion(GOOD_NOTE));
    const instructions = "Call my mother by her name,\nwhich is Ida.";
    const note = await writer.write(
      { transcript: transcriptOf(WORKDAY), recordedAt, instructions, language: "nl" },
      never,
    );
    expect(note.language).toBe("nl");
    const [rules, material] = sent(server.requests[0]).messages;
    expect(rules?.content).toContain("Write in Dutch.");
    expect(rules?.content).toContain(
      "as far as the other rules allow it: Call my mother by her name, which is Ida.",
    );
    expect(material?.content).not.toContain("Ida");
  });

  it("shows as quotes what was said, whatever the model made of it", async () => {
    const quote = {
      text: "We saved the day!",
      evidence: [{ segment: 8, quote: "I'm really proud of what we did there" }],
    };
    const answer = { ...MINUTES, background: [], answers: [], quotes: [quote], followUps: [] };
    const { writer } = await writerOver(completion(answer));
    const template = templateOf("interview");
    const note = sectionedNoteSchema.parse(
      await writer.write({ transcript: transcriptOf(WORKDAY), recordedAt, template }, never),
    );
    expect(note.sections[2]?.entries[0]?.text).toBe("I'm really proud of what we did there");
  });

  it("by a caller's own is read in parts and merged with the evidence of every part", async () => {
    const template = templateOf({ name: "Work", sections: [{ heading: "Mishaps" }, { heading: "Joys" }] });
    const frame = { date: "2026-11-22", title: "Work", tags: [] };
    const { server, writer } = await writerOver(
      (response, request) => {
        const material = sent(request).messages[1]?.content.split("\n").slice(3, -1) ?? [];
        if (isMerge(request)) {
          const evidence = [...material.keys()].filter((index) => material[index]?.includes("(section1)"));
          completion({ ...frame, section1: [{ text: "All.", evidence }], section2: [] })(response, request);
          return;
        }
        const [, segment = "0", text = ""] = /^\[(\d+)\] (.*)$/.exec(material[0] ?? "") ?? [];
        const evidence = [{ segment: Number(segment), quote: text.split(" ").slice(0, 5).join(" ") }];
        completion({ ...frame, section1: [{ text: "A part.", evidence }], section2: [] })(response, request);
      },
      { contextBudgetTokens: 250 },
    );
    const transcript = transcriptOf(`${WORKDAY} ${WORKDAY}`);
    const note = sectionedNoteSchema.parse(await writer.write({ transcript, recordedAt, template }, never));
    const parts = server.requests.filter((request) => !isMerge(request));
    expect(sent(parts[0]).messages[0]?.content).toContain('section1 ("Mishaps")');
    const [mishaps, joys] = note.sections;
    expect(mishaps?.heading).toBe("Mishaps");
    expect(mishaps?.entries[0]?.evidence).toHaveLength(parts.length);
    expect(joys).toEqual({ key: "section2", heading: "Joys", entries: [] });
  });
});
