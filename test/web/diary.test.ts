import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.js";
import { expectAccessible } from "./support/accessibility.js";
import { diaryEntry } from "./support/diary.js";
import type { Ground } from "./support/ground.js";

/** The day that the sample is about, as its speaker says, and a day on which nothing was told. */
const DAY = { iso: "2026-05-16", name: /Saturday,? 16 May 2026/ };
const EMPTY_DAY = "2026-05-05";

/** The sample's: other tests may have had it transcribed as well, on the same day and by the same title. */
const entryOf = (page: Page, { sampleJobId }: Ground) =>
  page.getByRole("listitem").locator(`a[href="/entries/${sampleJobId}"]`);

test.describe("the diary @layout", () => {
  test("shows an entry on the day that it is about, and opens it", async ({ page, ground }) => {
    await diaryEntry(ground.url, ground.sampleJobId);
    await page.goto("/diary?month=2026-05");
    await page.getByRole("gridcell", { name: DAY.name }).click();
    await expect(page).toHaveURL(`/diary?day=${DAY.iso}`);
    await expect(page.getByRole("gridcell", { name: DAY.name, selected: true })).toBeVisible();
    await entryOf(page, ground).click();
    await expect(page).toHaveURL(`/entries/${ground.sampleJobId}`);
  });

  test("has nothing serious that axe would find", async ({ page, ground }) => {
    await diaryEntry(ground.url, ground.sampleJobId);
    await page.goto(`/diary?day=${DAY.iso}`);
    await expect(page.getByRole("gridcell", { name: DAY.name })).toBeVisible();
    await expectAccessible(page);
  });
});

test("the keyboard goes through days, weeks and months", async ({ page }) => {
  await page.goto(`/diary?day=${DAY.iso}`);
  await page.getByRole("gridcell", { name: DAY.name }).focus();
  const focused = page.locator("[role=gridcell]:focus");
  await page.keyboard.press("ArrowRight");
  await expect(focused).toHaveAccessibleName(/17 May 2026/);
  await page.keyboard.press("ArrowUp");
  await expect(focused).toHaveAccessibleName(/10 May 2026/);
  await page.keyboard.press("Home");
  await expect(focused).toHaveAccessibleName(/Monday,? 4 May 2026/);
  await page.keyboard.press("PageDown");
  await expect(page.getByRole("grid", { name: "June 2026" })).toBeVisible();
  await expect(focused).toHaveAccessibleName(/4 June 2026/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/diary?day=2026-06-04");
});

test("a day without entries invites to record", async ({ page }) => {
  await page.goto(`/diary?day=${EMPTY_DAY}`);
  await expect(page.getByText("begin with the day: “It is 5 May 2026.”")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Record" }).click();
  await expect(page.getByRole("button", { name: "Record", exact: true })).toBeVisible();
});

test("the mood over time names each day's mood, as points and as a table", async ({ page, ground }) => {
  const { title } = await diaryEntry(ground.url, ground.sampleJobId);
  // Other tests tell of the same day, in another mood.
  await page.route("**/v1/diary?*", async (route) => {
    const answer = await route.fetch();
    const { entries } = (await answer.json()) as { entries: { jobId: string }[] };
    await route.fulfill({
      response: answer,
      json: { entries: entries.filter(({ jobId }) => jobId === ground.sampleJobId) },
    });
  });
  await page.clock.setFixedTime("2026-05-20T12:00:00");
  await page.goto("/diary");
  const point = page.getByRole("group", { name: /^Mood by day/ }).getByRole("link", { name: DAY.name });
  await expect(point).toHaveAccessibleName(new RegExp(`good\\. .*${title}`));
  await page.getByText("As a table").click();
  await expect(page.getByRole("table").getByRole("row", { name: DAY.name })).toContainText("good");
  await point.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/diary?day=${DAY.iso}`);
});

test("a tag leaves the entries that have it, also on the next visit of the address", async ({
  page,
  ground,
}) => {
  const { tags } = await diaryEntry(ground.url, ground.sampleJobId);
  const tag = tags[0] ?? "";
  await page.goto("/diary?month=2026-05");
  await page.getByRole("button", { name: tag, exact: true }).click();
  await expect(entryOf(page, ground)).toBeVisible();
  await page.goto("/diary?month=2026-05&tag=nothing-has-this");
  await expect(page.getByText("At least not with the tags above.")).toBeVisible();
  await page.getByRole("button", { name: "All entries" }).click();
  await expect(entryOf(page, ground)).toBeVisible();
});
