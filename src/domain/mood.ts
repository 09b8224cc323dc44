import { z } from "zod";

export const MOOD_KINDS = ["good", "mixed", "low", "neutral"] as const;
export type MoodKind = (typeof MOOD_KINDS)[number];

/** How the speaker of a diary feels, as something to count and to draw: a word, and a place from -1 (low) to 1 (good). */
export const moodSchema = z.object({ label: z.enum(MOOD_KINDS), value: z.number().min(-1).max(1) });
export type Mood = z.infer<typeof moodSchema>;
