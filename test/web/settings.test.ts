import { expect, test } from "./fixtures.js";
import { expectAccessible } from "./support/accessibility.js";

test.describe("the settings @layout", () => {
  test("have nothing serious that axe would find", async ({ page }) => {
    await page.goto("/settings");
    await expect(page.getByText("Speech engine")).toBeVisible();
    await expectAccessible(page);
  });
});

test("colours and language stay as they were chosen", async ({ page }) => {
  await page.goto("/settings");
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  await page.getByRole("radio", { name: "Deutsch" }).check({ force: true });
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Einstellungen" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Dunkel" })).toBeChecked();
  await expect(page.locator("html")).toHaveCSS("color-scheme", "dark");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
});

test("everything can be taken along as one file", async ({ page }) => {
  await page.goto("/settings");
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "Without the sound" }).click();
  expect((await started).suggestedFilename()).toMatch(/\.zip$/);
});

test("say what the service is made of, and that all of it is well", async ({ page }) => {
  await page.goto("/settings");
  const checks = page.getByRole("region", { name: "Checks" });
  await expect(checks.getByRole("listitem").filter({ hasText: "Temporal" })).toBeVisible();
  await expect(checks.getByRole("img", { name: "Not well" })).toHaveCount(0);
  await checks.getByRole("button", { name: "Check again" }).click();
  await expect(checks.getByText("Everything is well.")).toBeAttached();
  const service = page.getByRole("region", { name: "Service", exact: true });
  await expect(service.getByRole("definition").first()).toContainText("on this service’s own machine");
});
