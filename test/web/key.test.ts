import type { Page } from "@playwright/test";
import { expect, test as base } from "./fixtures.js";
import { expectAccessible } from "./support/accessibility.js";
import { startKeyedGateway, type KeyedGateway } from "./support/keyed-gateway.js";
import { shortRecording } from "./support/recordings.js";

const test = base.extend<object, { keyed: KeyedGateway }>({
  keyed: [
    async ({ ground }, use) => {
      const gateway = await startKeyedGateway(ground);
      await use(gateway);
      await gateway.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ keyed }, use) => use(keyed.url),
});

const dialog = (page: Page) => page.getByRole("dialog", { name: "This service asks for a key" });
async function enter(page: Page, key: string): Promise<void> {
  await dialog(page).getByLabel("API key").fill(key);
  await dialog(page).getByRole("button", { name: "Open" }).click();
}

test.beforeEach(async ({ page, troubles }) => {
  troubles.expect(/Failed to load resource: .* 401/);
  await page.goto("/");
});

test("a service with keys asks for one, and says when it is wrong @layout", async ({ page }) => {
  await expect(dialog(page)).toBeVisible();
  await expectAccessible(page);
  await enter(page, "dk_0000000000000_wrong");
  await expect(dialog(page).getByRole("alert")).toContainText("no API key of this service");
});

test("with a key all works: the list, uploads, what is live, the sound; and it lasts", async ({
  page,
  keyed,
}, testInfo) => {
  await enter(page, await keyed.newKey("reader"));
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByText("Nothing here yet.")).toBeVisible();
  const live = page.waitForResponse((response) => response.url().endsWith("/events"));
  await page
    .getByLabel("Files")
    .setInputFiles(await shortRecording(testInfo.outputPath("behind a key.wav"), { seconds: 20 }));
  expect((await live).status()).toBe(200);
  const entry = page.getByRole("main").locator('a[href^="/entries/"]');
  await expect(entry).toHaveCount(1);
  const audio = `${((await entry.getAttribute("href")) ?? "").replace("/entries/", "/v1/jobs/")}/audio`;
  const duration = await page.evaluate(
    (source) =>
      new Promise<number>((resolve, reject) => {
        const player = new Audio(source);
        player.onloadedmetadata = () => resolve(player.duration);
        player.onerror = () => reject(new Error(player.error?.message));
      }),
    audio,
  );
  expect(duration).toBeCloseTo(20, 0);
  await page.reload();
  await expect(entry).toHaveCount(1);
  await expect(dialog(page)).toBeHidden();
});

test("what was added before waits for the key", async ({ page, keyed }, testInfo) => {
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await page
    .getByLabel("Files")
    .setInputFiles(await shortRecording(testInfo.outputPath("before the key.wav")));
  await expect(page.getByRole("region", { name: "On its way" })).toContainText("before the key.wav");
  await page.getByRole("button", { name: "Enter a key" }).click();
  await enter(page, await keyed.newKey("early"));
  await expect(page.getByRole("main").getByRole("link")).toHaveCount(1);
  await expect(page.getByRole("region", { name: "On its way" })).toBeHidden();
});
