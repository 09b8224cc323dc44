import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type KeyboardEvent, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, dataOf, type Job } from "../../../api/client.js";
import { Button } from "../../../ui/button.js";
import styles from "./head-form.module.css";

/** Title and tags, to be written anew. What was typed stays until it is stored. */
export function HeadForm({ job, title, onDone }: { job: Job; title: string; onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState(title);
  const [tags, setTags] = useState(job.tags?.join(", ") ?? "");
  const { mutate, isPending, error } = useMutation({
    mutationFn: (change: { title?: string; tags: string[] }) =>
      dataOf(api.PATCH("/v1/jobs/{jobId}", { params: { path: { jobId: job.id } }, body: change })),
    onSuccess: (changed) => {
      queries.setQueryData(["job", job.id], changed);
      void queries.invalidateQueries({ queryKey: ["jobs"] });
      onDone();
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const isNewName = name.trim() !== "" && name.trim() !== title;
    mutate({ ...(isNewName && { title: name.trim() }), tags: tagsOf(tags) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onDone();
  };
  return (
    <form className={styles["form"]} onSubmit={submit} onKeyDown={onKeyDown}>
      <label>
        <span className="visually-hidden">{t("entry.head.title")}</span>
        <input
          autoFocus
          required
          maxLength={200}
          className={styles["title"]}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <label>
        {t("entry.head.tags")}
        <input
          value={tags}
          placeholder={t("entry.head.example")}
          onChange={({ target }) => setTags(target.value)}
        />
      </label>
      {error !== null && (
        <p role="alert" className={styles["problem"]}>
          {error.message}
        </p>
      )}
      <div className={styles["buttons"]}>
        <Button type="submit" look="primary" disabled={isPending}>
          {t("app.save")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("app.cancel")}
        </Button>
      </div>
    </form>
  );
}

const MOST_TAGS = 20;
const LONGEST_TAG = 50;

const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(",")
      .map((tag) => tag.trim().slice(0, LONGEST_TAG))
      .filter(Boolean)
      .slice(0, MOST_TAGS),
  ),
];
