import { useSearchParams } from "wouter";
import type { SearchWish } from "../../api/search.js";
import { isDay } from "../../i18n/days.js";

/** What is searched for; it stands in the address, so that a way back leads there. */
export function useSearchPlace(): [SearchWish, (change: Partial<SearchWish>) => void] {
  const [params, setParams] = useSearchParams();
  const day = (name: string): string | undefined => {
    const text = params.get(name);
    return isDay(text) ? text : undefined;
  };
  const wish = { q: params.get("q") ?? "", from: day("from"), until: day("until") };
  const go = (change: Partial<SearchWish>): void => {
    const wanted = Object.entries({ ...wish, ...change }).filter(
      (pair): pair is [string, string] => typeof pair[1] === "string" && pair[1] !== "",
    );
    setParams(wanted, { replace: true });
  };
  return [wish, go];
}
