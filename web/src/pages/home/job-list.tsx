import { useTranslation } from "react-i18next";
import { isOver, useJobs } from "../../api/jobs.js";
import { ApiProblem, type Job } from "../../api/client.js";
import { useBeingErased } from "../../api/erase.js";
import { dayName, localDay } from "../../i18n/times.js";
import { Button } from "../../ui/button.js";
import { Notice } from "../../ui/notice.js";
import { JobRow } from "./job-row.js";
import styles from "./job-list.module.css";

/** A browser opens only a few connections to one host; each job that is followed takes one. */
const FOLLOWED_AT_ONCE = 3;

/** All jobs by the day they came, newest first. */
export function JobList() {
  const { t, i18n } = useTranslation();
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useJobs();
  const beingErased = useBeingErased();
  const jobs = data?.pages.flatMap((page) => page.jobs).filter(({ id }) => !beingErased.has(id)) ?? [];
  const underWay = jobs.filter((job) => !isOver(job));
  const [waiting = [], running = []] = [true, false].map((isQueued) =>
    underWay.filter(({ status }) => (status === "queued") === isQueued),
  );
  const followed = new Set([...running, ...waiting].slice(0, FOLLOWED_AT_ONCE).map(({ id }) => id));
  if (error !== null && jobs.length === 0)
    return (
      <div className={styles["message"]}>
        <Notice tone="bad">
          <p>{error instanceof ApiProblem && error.code === "unreachable" ? t("app.away") : error.message}</p>
          <Button onClick={() => void refetch()}>{t("app.retry")}</Button>
        </Notice>
      </div>
    );
  if (!isPending && jobs.length === 0) return <p className={styles["empty"]}>{t("home.empty")}</p>;
  return (
    <>
      {[...Map.groupBy(jobs, (job: Job) => localDay(job.createdAt))].map(([day, ofDay]) => (
        <section key={day} aria-labelledby={`day-${day}`} className={styles["day"]}>
          <h2 id={`day-${day}`} className={styles["title"]}>
            {dayName(day, i18n.language)}
          </h2>
          <ul role="list">
            {ofDay.map((job) => (
              <JobRow key={job.id} job={job} followed={followed.has(job.id)} />
            ))}
          </ul>
        </section>
      ))}
      {hasNextPage && (
        <Button className={styles["more"]} disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("home.earlier")}
        </Button>
      )}
    </>
  );
}
