import { expect, test } from "./fixtures.js";
import { expectAccessible } from "./support/accessibility.js";
import { startWebhookReceiver } from "../support/webhook-receiver.js";

/** Of no receiver's: what comes is then forged, and the receiver says so. */
const ANOTHER_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

test("a webhook is made, shows its secret once, is tried out, renewed and removed", async ({ page }) => {
  const receiver = await startWebhookReceiver(ANOTHER_SECRET);
  await page.goto("/settings");
  const webhooks = page.getByRole("region", { name: "Webhooks" });
  const window = page.getByRole("dialog");
  await webhooks.getByRole("button", { name: "New webhook" }).click();
  await window.getByRole("button", { name: "Add it" }).click();
  await expect(window.getByLabel("Address")).toHaveAccessibleDescription(/whole address/);
  await window.getByLabel("Address").fill(receiver.url);
  await window.getByLabel("Cancelled recordings").uncheck();
  await expectAccessible(page);
  await window.getByRole("button", { name: "Add it" }).click();
  const first = await window.getByLabel("Secret", { exact: true }).innerText();
  expect(first).toMatch(/^whsec_/);
  await window.getByRole("button", { name: "Done" }).click();

  const row = webhooks.getByRole("listitem").filter({ hasText: receiver.url });
  await expect(row).toContainText("Transcripts, Notes, Failures");
  await expect(row).not.toContainText("Cancelled recordings");
  await row.getByRole("button", { name: /^Test/ }).click();
  await expect(page.getByText(`${receiver.url} answered 400.`)).toBeVisible();
  expect(receiver.forged()).toBeGreaterThan(0);

  const choose = async (deed: string): Promise<void> => {
    await row.getByRole("button", { name: /^What can be done/ }).click();
    await page.getByRole("menuitem", { name: deed }).click();
  };
  await choose("New secret");
  await window.getByRole("button", { name: "New secret" }).click();
  await expect(window.getByLabel("Secret", { exact: true })).not.toHaveText(first);
  await window.getByRole("button", { name: "Done" }).click();
  await choose("Turn off");
  await expect(row).toContainText("off");
  await choose("Remove");
  await window.getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
  await receiver.stop();
});
