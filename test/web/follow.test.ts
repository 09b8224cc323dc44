import { expect, test } from "./fixtures.js";
import { makeWav } from "../support/recordings.js";
import { ended, jobNamed, jobOf } from "./support/jobs.js";
import { longRecording, shortRecording } from "./support/recordings.js";

test("a job is followed, paused, gone on with and cancelled from the list", async ({
  page,
  ground,
}, testInfo) => {
  const file = await longRecording(testInfo.outputPath("long day.mp3"), 15);
  await page.goto("/");
  await page.getByLabel("Files").setInputFiles(file);
  const { id } = await jobNamed(ground.url, "long day.mp3");
  const row = page.getByRole("listitem").filter({ has: page.locator(`a[href="/entries/${id}"]`) });
  const progress = row.getByRole("progressbar");
  await expect(row).toContainText("Transcribing");
  await expect.poll(async () => Number(await progress.getAttribute("value"))).toBeGreaterThan(0);
  await expect(row).toContainText(/\d:\d\d of 9:\d\d/);

  const act = async (name: string): Promise<void> => {
    await row.getByRole("button", { name: "What can be done with long day" }).click();
    await page.getByRole("menuitem", { name }).click();
  };
  await act("Pause");
  await expect(row).toContainText("Paused");
  expect(await jobOf(ground.url, id)).toMatchObject({ status: "transcribing" });
  await act("Go on");
  await expect(row).toContainText("Transcribing");
  await act("Cancel");
  await expect(row).toContainText("Cancelled");
  expect((await ended(ground.url, id)).status).toBe("cancelled");
});

test("what is erased can be had back for a while, and is gone after that", async ({
  page,
  ground,
}, testInfo) => {
  await page.goto("/");
  await page.getByLabel("Files").setInputFiles(await shortRecording(testInfo.outputPath("to be erased.wav")));
  const { id } = await jobNamed(ground.url, "to be erased.wav");
  await ended(ground.url, id);
  const row = page.getByRole("listitem").filter({ has: page.locator(`a[href="/entries/${id}"]`) });
  const erase = async (): Promise<void> => {
    await row.getByRole("button", { name: /What can be done/ }).click();
    await page.getByRole("menuitem", { name: "Erase" }).click();
  };
  await erase();
  await expect(row).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  await erase();
  await expect(row).toBeHidden();
  // A page that goes away does not wait any longer.
  await page.goto("about:blank");
  await expect.poll(async () => (await fetch(`${ground.url}/v1/jobs/${id}`)).status).toBe(404);
});

test("a failed job says what is wrong", async ({ page, ground }) => {
  await page.goto("/");
  const buffer = makeWav(0);
  await page.getByLabel("Files").setInputFiles({ name: "no sound in it.wav", mimeType: "audio/wav", buffer });
  const { id } = await jobNamed(ground.url, "no sound in it.wav");
  expect((await ended(ground.url, id)).status).toBe("failed");
  const row = page.getByRole("listitem").filter({ has: page.locator(`a[href="/entries/${id}"]`) });
  await expect(row).toContainText(/no sound/i);
});
