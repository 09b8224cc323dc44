import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem, type Job } from "../../../api/client.js";
import { useEditTranscript } from "../../../api/edits.js";
import { useSay } from "../../../ui/toasts.js";
import type { Passage, Segment } from "../transcript/rows.js";
import { changesOf, keepDrafts, readDrafts, withoutDrafts, type Drafts } from "./drafts.js";

/** Which sentences are open to be corrected, and in which of them one writes. */
export interface OpenPassage {
  segmentIds: readonly number[];
  focus: number;
}

export interface Editing {
  open: OpenPassage | undefined;
  drafts: Drafts;
  isSaving: boolean;
  /** Why what was written last is not stored. */
  problem: string | undefined;
  begin: (row: Passage, focus?: number) => void;
  type: (segment: Segment, text: string) => void;
  /** What stands there now is known, and what was typed is to replace it. */
  insist: (segment: Segment) => void;
  save: () => void;
  leave: () => void;
}

const CONFLICT = "edit_conflict";

/** Corrects what was heard. What is typed is kept in the browser until the service has it. */
export function useEditing(job: Job): Editing {
  const { t } = useTranslation();
  const say = useSay();
  const { mutate, isPending } = useEditTranscript(job.id);
  const [open, setOpen] = useState<OpenPassage>();
  const [drafts, setDrafts] = useState(() => readDrafts(job.id));
  const [problem, setProblem] = useState<string>();
  const keep = (next: Drafts): void => {
    setDrafts(next);
    keepDrafts(job.id, next);
  };

  const save = (): void => {
    if (open === undefined) return;
    const { segmentIds } = open;
    const changes = changesOf(drafts, segmentIds);
    setOpen(undefined);
    setProblem(undefined);
    if (changes.length === 0) {
      keep(withoutDrafts(drafts, segmentIds));
      return;
    }
    const edits = changes.map(({ segmentId, draft: { text, base } }) => ({
      segmentId,
      text: text.trim(),
      expectedText: base,
    }));
    mutate(edits, {
      onSuccess: () => {
        setDrafts((now) => {
          const rest = withoutDrafts(now, segmentIds);
          keepDrafts(job.id, rest);
          return rest;
        });
        const back = edits.map(({ segmentId, text, expectedText }) => ({
          segmentId,
          text: expectedText,
          expectedText: text,
        }));
        const undo = (): void => mutate(back, { onError: ({ message }) => say(message) });
        say(t("entry.edit.saved"), { label: t("app.undo"), run: undo });
      },
      onError: (error) => {
        setOpen(open);
        const isConflict = error instanceof ApiProblem && error.code === CONFLICT;
        setProblem(isConflict ? t("entry.edit.conflict") : t("entry.edit.failed", { reason: error.message }));
      },
    });
  };

  const leave = (): void => {
    if (open === undefined) return;
    const hasChanges = changesOf(drafts, open.segmentIds).length > 0;
    setOpen(undefined);
    setProblem(undefined);
    keep(withoutDrafts(drafts, open.segmentIds));
    const again = (): void => {
      keep(drafts);
      setOpen(open);
    };
    if (hasChanges) say(t("entry.edit.dropped"), { label: t("app.undo"), run: again });
  };

  return {
    open,
    drafts,
    isSaving: isPending,
    problem,
    begin: (row, focus = row.segments[0]?.segment.id ?? 0) => {
      setProblem(undefined);
      setOpen({ segmentIds: row.segments.map(({ segment }) => segment.id), focus });
    },
    type: (segment, text) =>
      keep({ ...drafts, [segment.id]: { text, base: drafts[segment.id]?.base ?? segment.text } }),
    insist: (segment) =>
      keep({
        ...drafts,
        [segment.id]: { text: drafts[segment.id]?.text ?? segment.text, base: segment.text },
      }),
    save,
    leave,
  };
}
