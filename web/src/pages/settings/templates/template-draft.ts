import type { NoteTemplate, TemplateWish } from "../../../api/note-templates.js";

/** As the service limits them. */
export const MAX_NAME_CHARACTERS = 80;
export const MAX_GUIDANCE_CHARACTERS = 500;
export const MAX_SECTIONS = 12;

/** A template while it is being written. */
export interface TemplateDraft {
  /** Of the template that is changed; undefined for a new one. */
  id: string | undefined;
  name: string;
  sections: readonly SectionDraft[];
}

export interface SectionDraft {
  /** Tells sections apart while they are moved. */
  key: string;
  heading: string;
  guidance: string;
}

export const emptySection = (): SectionDraft => ({ key: crypto.randomUUID(), heading: "", guidance: "" });

export const newDraft = (): TemplateDraft => ({ id: undefined, name: "", sections: [emptySection()] });

export function draftOf({ id, name, sections }: NoteTemplate): TemplateDraft {
  return {
    id,
    name,
    sections: sections.map(({ key, heading, guidance = "" }) => ({ key, heading, guidance })),
  };
}

export type DraftProblem = "needsName" | "needsHeading" | "sameHeading";

/** What keeps a section's heading from being taken. */
export function headingProblem(
  { key, heading }: SectionDraft,
  sections: readonly SectionDraft[],
): DraftProblem | undefined {
  const folded = heading.trim().toLowerCase();
  if (folded === "") return "needsHeading";
  const isRepeated = sections.some(
    (other) => other.key !== key && other.heading.trim().toLowerCase() === folded,
  );
  return isRepeated ? "sameHeading" : undefined;
}

/** What is sent; undefined as long as something is missing. */
export function wishOf({ name, sections }: TemplateDraft): TemplateWish | undefined {
  if (name.trim() === "" || sections.some((section) => headingProblem(section, sections) !== undefined))
    return undefined;
  return {
    name: name.trim(),
    sections: sections.map(({ heading, guidance }) => ({
      heading: heading.trim(),
      ...(guidance.trim() !== "" && { guidance: guidance.trim() }),
    })),
  };
}

/** The section at `from` changes places with its neighbour. */
export function moved(sections: readonly SectionDraft[], from: number, by: -1 | 1): SectionDraft[] {
  const [section] = sections.slice(from, from + 1);
  return section === undefined ? [...sections] : sections.toSpliced(from, 1).toSpliced(from + by, 0, section);
}
