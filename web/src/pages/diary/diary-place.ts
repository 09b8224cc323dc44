import { useSearchParams } from "wouter";
import { addMonths, isDay, monthOf } from "../../i18n/days.js";
import { localDay } from "../../i18n/times.js";

/** What of the diary is looked at. All of it stands in the address, so that a way back leads there. */
export interface DiaryPlace {
  /** YYYY-MM. */
  month: string;
  /** The one day of it that is asked for; undefined for the whole month. */
  day: string | undefined;
  /** Entries have all of these. */
  tags: readonly string[];
  /** What a phone shows; where there is room both are seen. */
  view: DiaryView;
}
export type DiaryView = "calendar" | "mood";

export function useDiaryPlace(): [DiaryPlace, (change: Partial<DiaryPlace>) => void] {
  const [params, setParams] = useSearchParams();
  const place = read(params);
  const go = (change: Partial<DiaryPlace>): void =>
    setParams(new URLSearchParams(write({ ...place, ...change })), { replace: true });
  return [place, go];
}

/** The address of a day, as `useDiaryPlace` reads it. */
export const addressOfDay = (day: string, tags: readonly string[]): string =>
  `/diary?${new URLSearchParams(write({ month: monthOf(day), day, tags, view: "calendar" })).toString()}`;

function read(params: URLSearchParams): DiaryPlace {
  const asked = params.get("day");
  const day = isDay(asked) ? asked : undefined;
  const month = `${params.get("month") ?? ""}-01`;
  return {
    month: monthOf(day ?? (isDay(month) ? month : localDay(new Date()))),
    day,
    tags: params.getAll("tag"),
    view: params.get("view") === "mood" ? "mood" : "calendar",
  };
}

function write({ month, day, tags, view }: DiaryPlace): string[][] {
  return [
    day === undefined ? ["month", month] : ["day", day],
    ...tags.map((tag) => ["tag", tag]),
    ...(view === "mood" ? [["view", view]] : []),
  ];
}

/** Another month, without its day. */
export const monthAway = ({ month }: DiaryPlace, months: number): Partial<DiaryPlace> => ({
  month: monthOf(addMonths(`${month}-01`, months)),
  day: undefined,
});
