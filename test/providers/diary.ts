import type { Segment, Transcript } from "../../src/domain/transcript.js";

/** Speakers say about two and a half words a second. */
const WORD_SECONDS = 0.4;
const WORDS_PER_SEGMENT = 14;

export interface TranscriptOptions {
  language?: string;
  wordTimes?: boolean;
}

/** The transcript that a speech engine gives of `text`: segments that end anywhere, words one after the other. */
export function transcriptOf(
  text: string,
  { language = "en", wordTimes = true }: TranscriptOptions = {},
): Transcript {
  const spoken = text.split(/\s+/).filter((word) => word !== "");
  const segments: Segment[] = [];
  for (let first = 0; first < spoken.length; first += WORDS_PER_SEGMENT) {
    const words = spoken.slice(first, first + WORDS_PER_SEGMENT);
    const timed = words.map((word, index) => ({
      word,
      start: round((first + index) * WORD_SECONDS),
      end: round((first + index + 0.9) * WORD_SECONDS),
    }));
    segments.push({
      id: segments.length,
      start: timed[0]?.start ?? 0,
      end: timed.at(-1)?.end ?? 0,
      text: words.join(" "),
      words: wordTimes ? timed : [],
    });
  }
  const durationSeconds = round(spoken.length * WORD_SECONDS);
  return {
    language,
    durationSeconds,
    text: segments.map((segment) => segment.text).join(" "),
    segments,
    coverage: { transcribedSeconds: durationSeconds, silentSeconds: 0, missing: [] },
    engine: { model: "base", timing: wordTimes ? "word" : "segment" },
  };
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}

export const KENNEDY =
  "And so my fellow Americans, ask not what your country can do for you, ask what you can do for your country.";

export const WORKDAY = `Okay, so, um, it's Sunday evening and I'm finally sitting down. Yesterday we had the big presentation for the
  Hamburg client, and honestly I was so nervous that I hardly slept. Marta opened with the numbers, and then I took over for the
  design part. About ten minutes in, the projector died. Just like that. For a second I thought the whole thing was lost.
  But Marta started telling the story about the first prototype, the one that caught fire in the kitchen, and everybody
  laughed, and by the time the technician had found a new cable, the mood in the room was completely different. The client
  signed for the second phase on the spot. I'm really proud of what we did there, and I feel relieved more than anything.
  After work we went to the little Italian place near the station, all six of us, and stayed until midnight.
  I should thank Marta properly, maybe with flowers, she saved that presentation. On the way home I called my mother, and she told me
  that Dad's operation is planned for next Thursday. It is only a routine operation, but it scares me a bit. I want to take the
  train down on Wednesday and be there when he wakes up. I think I have been putting work before family for too long.
  This morning I slept until eleven, made pancakes with Jonas, and we walked along the river for two hours. Jonas found
  a heron's feather and he wants to bring it to school tomorrow. That's it for today. Good night.`;

export const BAD_DAY = `I don't know where to begin. Today was awful. The bus was late, so I missed the start of the exam, and the
  professor wouldn't let me in at first. I had to beg, which was so embarrassing. Then half of the questions were about the
  chapter we had been told to skip. I'm angry, mostly at myself, because I could have read it anyway. At lunch I had a fight
  with Priya about the rent. She says I owe her for October, and I'm sure that I paid it on the second. I looked it up,
  and the transfer had bounced, so she was right, and I felt terrible. I apologised and paid her tonight. Then my bike was
  stolen from outside the library, the blue one that Grandpa gave me. I cried on the steps for a while. A stranger sat down next to me and
  gave me half of her sandwich, and she didn't say much, but it helped. I went to the police on the third of November last time this
  happened, and they never called back. I guess I will walk for now. Tomorrow I'll write to the professor and ask about the resit in January.
  I just want to sleep.`;

export const GERMAN_DAY = `Also, ähm, heute ist Sonntag, der 22. November, und ich sitze auf dem Balkon. Gestern waren wir mit den Kindern im
  Tierpark, und Lena hat zum ersten Mal die Elefanten gefüttert. Sie hatte erst Angst vor dem Rüssel, aber dann wollte sie gar nicht mehr weg.
  Paul hat sein Eis fallen lassen und furchtbar geweint, bis ihm ein alter Herr einfach ein neues gekauft hat. Das war wirklich
  schön. Ich bin so dankbar für solche Tage. Am Abend haben wir Kartoffelsuppe gekocht, nach dem Rezept von Oma, und dann hat Thomas
  angerufen. Er zieht im Januar nach Leipzig, weil er dort die Stelle am Theater bekommen hat. Ich freue mich für ihn, aber ich werde
  ihn sehr vermissen. Vielleicht sollte ich ihn noch vor Weihnachten besuchen. Heute Morgen war ich laufen, sieben Kilometer am Kanal
  entlang, und mein Knie hat zum Glück gehalten. Nächsten Donnerstag habe ich den Termin bei Dr. Weber, und ich muss unbedingt die alten
  Röntgenbilder mitnehmen. Das war's für heute.`;

export const FRENCH_DAY = `Bonjour, je suis allé au marché hier avec ma soeur. Nous avons acheté des pommes et du fromage. La semaine
  dernière il pleuvait. Ma soeur va partir à Lyon. Le marché était plein de monde, et les pommes étaient très belles.`;
