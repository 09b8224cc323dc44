import { expect, test } from "./fixtures.js";
import { expectAccessible } from "./support/accessibility.js";
import { diaryEntry } from "./support/diary.js";

/** Said in the sample, and nowhere else. */
const PHRASE = "old bicycle";

test.beforeEach(async ({ ground }) => {
  await diaryEntry(ground.url, ground.sampleJobId);
});

test.describe("the search @layout", () => {
  test("finds what was said, and opens it at its second", async ({ page, ground }) => {
    await page.goto("/search");
    await page.getByRole("searchbox").fill(PHRASE);
    // Other tests may have had the sample transcribed as well.
    const hit = page
      .locator(`a[href^="/entries/${ground.sampleJobId}?t="]`)
      .and(page.getByRole("link", { name: /^Said .*bicycle/ }));
    await expect(hit.locator("mark").first()).toHaveText(/old|bicycle/);
    await expect(page).toHaveURL(/q=old/);
    await hit.click();
    await expect(page).toHaveURL(new RegExp(`/entries/${ground.sampleJobId}\\?t=\\d`));
  });

  test("has nothing serious that axe would find", async ({ page }) => {
    await page.goto(`/search?q=${PHRASE}&from=2026-01-01`);
    await expect(page.getByRole("link", { name: /bicycle/ }).first()).toBeVisible();
    await expectAccessible(page);
  });
});

test("is a key away from anywhere, and goes on by keys", async ({ page }) => {
  await page.goto("/diary");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type(PHRASE);
  await expect(page.getByRole("link", { name: /bicycle/ }).first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("a[data-hit]:focus")).toHaveAccessibleName(/bicycle/);
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/entries\/.+\?t=\d/);
});

test("helps where nothing is found: without the dates there may be something", async ({ page }) => {
  await page.goto(`/search?q=${PHRASE}&until=2020-01-31`);
  await expect(page.getByRole("heading", { name: `No place with “${PHRASE}”` })).toBeVisible();
  await expect(page.getByText("Only entries up to 31 January 2020 were looked through.")).toBeVisible();
  await page.getByRole("button", { name: "Look through all dates" }).click();
  await expect(page.getByRole("link", { name: /bicycle/ }).first()).toBeVisible();
});

test("suggests what the last entries were about", async ({ page }) => {
  await page.clock.setFixedTime("2026-05-20T12:00:00");
  await page.goto("/search");
  const words = page.getByRole("group", { name: "From your last entries" });
  const word = (await words.getByRole("button").first().textContent()) ?? "";
  await words.getByRole("button").first().click();
  await expect(page.getByRole("searchbox")).toHaveValue(word);
  await expect(page.getByRole("link", { name: /^(Said|Note|Tags) / }).first()).toBeVisible();
});
