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
    await expect(entry).toBeVisible();
  });

  test("has nothing serious that axe would find", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("listitem").first()).toBeVisible();
    await expectAccessible(page);
  });
});
