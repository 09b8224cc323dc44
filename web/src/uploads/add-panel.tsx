import { FileAudio, FolderOpen, Link2 } from "lucide-react";
import { useRef, useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { useQueryClient } from "@tanstack/react-query";
import { api, ApiProblem, dataOf } from "../api/client.js";
import { Button } from "../ui/button.js";
import { useSay } from "../ui/toasts.js";
import { mediaFiles } from "./dropped-files.js";
import { useOutbox } from "./outbox-context.js";
import type { Wishes } from "./outbox-db.js";
import styles from "./add-panel.module.css";

const ACCEPT = "audio/*,video/*,.m4a,.mp3,.wav,.flac,.ogg,.opus,.webm,.amr,.caf,.aiff,.wma,.3gp";

/** Files and folders by picking, or an address to fetch from; dropping and pasting is the whole page's. */
export function AddPanel({ wishes }: { wishes: Wishes }) {
  const { t } = useTranslation();
  const outbox = useOutbox();
  const say = useSay();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [shared] = useState(() => new URLSearchParams(window.location.search).get("address") ?? undefined);
  const [asksAddress, setAsksAddress] = useState(shared !== undefined);
  const take = (list: FileList | null): void => {
    const chosen = mediaFiles([...(list ?? [])]);
    if (chosen.length === 0) say(t("home.nothingToHear"));
    for (const file of chosen) void outbox.add(file, file.name, wishes);
  };
  return (
    <div className={styles["panel"]}>
      <div className={styles["ways"]}>
        <Button look="quiet" onClick={() => files.current?.click()}>
          <FileAudio size={18} aria-hidden />
          {t("home.pickFiles")}
        </Button>
        <Button look="quiet" className={styles["folder"]} onClick={() => folder.current?.click()}>
          <FolderOpen size={18} aria-hidden />
          {t("home.pickFolder")}
        </Button>
        <Button look="quiet" aria-expanded={asksAddress} onClick={() => setAsksAddress(!asksAddress)}>
          <Link2 size={18} aria-hidden />
          {t("home.pasteAddress")}
        </Button>
      </div>
      <input
        ref={files}
        type="file"
        hidden
        multiple
        accept={ACCEPT}
        aria-label={t("home.pickFiles")}
        onChange={({ target }) => {
          take(target.files);
          target.value = "";
        }}
      />
      <input
        ref={folder}
        type="file"
        hidden
        multiple
        webkitdirectory=""
        aria-label={t("home.pickFolder")}
        onChange={({ target }) => {
          take(target.files);
          target.value = "";
        }}
      />
      {asksAddress && <AddressForm address={shared} wishes={wishes} onDone={() => setAsksAddress(false)} />}
    </div>
  );
}

/** `address`: one that another app has shared. */
function AddressForm(props: { address: string | undefined; wishes: Wishes; onDone: () => void }) {
  const { address, wishes, onDone } = props;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const [sending, setSending] = useState(false);
  const submit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const url = new FormData(event.currentTarget).get("url");
    if (typeof url !== "string") return;
    setSending(true);
    setProblem(undefined);
    try {
      await dataOf(api.POST("/v1/jobs", { body: { url: url.trim(), ...wishes } }));
      await queries.invalidateQueries({ queryKey: ["jobs"] });
      onDone();
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error.message : String(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <form className={styles["address"]} onSubmit={(event) => void submit(event)}>
      <label>
        <span className="visually-hidden">{t("home.address")}</span>
        <input
          type="url"
          name="url"
          required
          autoFocus
          defaultValue={address}
          placeholder="https://…"
          aria-invalid={problem !== undefined}
        />
      </label>
      <Button type="submit" look="primary" disabled={sending}>
        {t("home.fetch")}
      </Button>
      {problem !== undefined && (
        <p role="alert" className={styles["problem"]}>
          {problem}
        </p>
      )}
    </form>
  );
}
