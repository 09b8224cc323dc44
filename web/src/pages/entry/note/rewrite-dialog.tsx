import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, dataOf, type Job, type Schemas } from "../../../api/client.js";
import { useSystem } from "../../../api/system.js";
import { Button } from "../../../ui/button.js";
import { Dialog } from "../../../ui/dialog.js";
import { LanguageOptions } from "../../../ui/language-options.js";
import { TemplateOptions } from "../../../ui/template-options.js";
import styles from "./rewrite-dialog.module.css";

type Wish = Schemas["NoteWish"];

/** Has the note written anew: of another kind, in another language, or as one tells the writer. */
export function RewriteDialog({
  job,
  isEdited,
  onClose,
}: {
  job: Job;
  isEdited: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const id = useId();
  const { noteTemplate, noteInstructions = "", noteLanguage = "" } = job.options;
  const [template, setTemplate] = useState(keyOf(noteTemplate));
  const [instructions, setInstructions] = useState(noteInstructions);
  const [language, setLanguage] = useState<string>(noteLanguage);
  const { data: system } = useSystem();
  const hasModel = system?.notes.writer === "language-model";
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: Wish) =>
      dataOf(api.POST("/v1/jobs/{jobId}/note", { params: { path: { jobId: job.id } }, body })),
    onSuccess: (asked) => {
      queries.setQueryData(["job", job.id], asked);
      onClose();
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    mutate({
      // One that was told with the job itself has no id to be named by.
      ...(template !== OWN && { template }),
      ...(hasModel && {
        instructions: instructions.trim() === "" ? null : instructions.trim(),
        language: language === "" ? null : language,
      }),
    });
  };
  return (
    <Dialog open onClose={onClose} title={t("entry.rewrite.title")}>
      <form className={styles["form"]} onSubmit={submit}>
        <label>
          {t("home.noteTemplate")}
          <select value={template} onChange={({ target }) => setTemplate(target.value)}>
            {template === OWN && <option value={OWN}>{t("entry.rewrite.asBefore")}</option>}
            <TemplateOptions />
          </select>
        </label>
        <label>
          {t("entry.rewrite.language")}
          <select value={language} disabled={!hasModel} onChange={({ target }) => setLanguage(target.value)}>
            <option value="">{t("entry.rewrite.asSpoken")}</option>
            <LanguageOptions />
          </select>
        </label>
        <label className={styles["wide"]}>
          {t("entry.rewrite.instructions")}
          <textarea
            rows={3}
            maxLength={2000}
            value={instructions}
            disabled={!hasModel}
            placeholder={t("entry.rewrite.example")}
            aria-describedby={hasModel ? undefined : `${id}-model`}
            onChange={({ target }) => setInstructions(target.value)}
          />
        </label>
        {system !== undefined && !hasModel && (
          <p id={`${id}-model`} className={styles["hint"]}>
            {t("entry.rewrite.noModel")}
          </p>
        )}
        {isEdited && <p className={styles["hint"]}>{t("entry.rewrite.kept")}</p>}
        {error !== null && (
          <p role="alert" className={styles["problem"]}>
            {error.message}
          </p>
        )}
        <div className={styles["buttons"]}>
          <Button type="submit" look="primary" disabled={isPending}>
            {t("entry.rewrite.write")}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t("app.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const OWN = "";

function keyOf(choice: Job["options"]["noteTemplate"]): string {
  return typeof choice === "object" ? OWN : (choice ?? "diary");
}
