import { expect, type Locator, type Page } from "@playwright/test";

/** The panel of a recording that is being made. */
export const recording = (page: Page): Locator => page.getByRole("group", { name: "Recording" });

export async function beginRecording(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Record", exact: true }).click();
}

export async function shownSeconds(page: Page): Promise<number> {
  const shown = await recording(page).getByRole("timer").innerText();
  const [minutes = 0, seconds = 0] = shown.split(":").map(Number);
  return minutes * 60 + seconds;
}

export async function recordedFor(page: Page, seconds: number): Promise<void> {
  await expect.poll(() => shownSeconds(page), { intervals: [100] }).toBeGreaterThanOrEqual(seconds);
}

/** The tallest bar of the level meter, from 0 to 1. */
export async function loudest(page: Page): Promise<number> {
  return await recording(page).evaluate((group) => {
    const bars = [...group.querySelectorAll("[aria-hidden] > span")];
    return Math.max(...bars.map((bar) => Number(getComputedStyle(bar).scale.split(" ")[1] ?? 0)));
  });
}
