import { expect, test } from "./fixtures.js";
import { expectAccessible } from "./support/accessibility.js";

test.describe("the first view @layout", () => {
  test("asks what happened, and lists what was recorded before", async ({ page, ground }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: "What happened today?" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Record", exact: true })).toBeVisible();
    const entry = page
      .getByRole("listitem")
      .filter({ has: page.locator(`a[href="/entries/${ground.sampleJobId}"]`) });
    await expect(page.getByRole("listitem").first()).toBeVisible();
    // The other tests may have added more than there is on a page of the list.
    const earlier = page.getByRole("button", { name: "Earlier entries" });
    await expect(async () => {
      if (await earlier.isVisible()) await earlier.click();
      await expect(entry).toBeVisible({ timeout: 2_000 });
    }).toPass();
  });

  test("has nothing serious that axe would find", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("listitem").first()).toBeVisible();
    await expectAccessible(page);
  });
});
