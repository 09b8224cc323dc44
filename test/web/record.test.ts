import { expect, test } from "./fixtures.js";
import { ended, nextJobOf, transcriptText } from "./support/jobs.js";
import { beginRecording, loudest, recordedFor, recording, shownSeconds } from "./support/recorder.js";

const now = (): number => performance.now() / 1000;
/** A container's own rounding, and the last piece's. */
const ROUNDING_SECONDS = 0.5;

test.beforeEach(({ page }) => page.goto("/"));

test("what is recorded is heard, and becomes an entry", async ({ page, ground }) => {
  await beginRecording(page);
  await expect.poll(() => loudest(page), { message: "the level" }).toBeGreaterThan(0.3);
  await recordedFor(page, 6);
  const shown = await shownSeconds(page);
  const job = nextJobOf(page);
  await recording(page).getByRole("button", { name: "Done" }).click();
  await expect(recording(page)).toBeHidden();
  const jobId = await job;
  await expect(page.locator(`a[href="/entries/${jobId}"]`)).toBeVisible();
  const { status, durationSeconds } = await ended(ground.url, jobId);
  expect(status).toBe("completed");
  expect(durationSeconds).toBeGreaterThan(shown - ROUNDING_SECONDS);
  const heard = ground.speechJobId === undefined ? /\w/ : /my fellow American/i;
  expect(await transcriptText(ground.url, jobId)).toMatch(heard);
});

test("a pause is left out of it", async ({ page, ground }) => {
  const begunAt = now();
  await beginRecording(page);
  await recordedFor(page, 2);
  await recording(page).getByRole("button", { name: "Pause" }).click();
  const pausedAt = now();
  const before = await recording(page).getByRole("timer").innerText();
  await page.waitForTimeout(3_000);
  await expect(recording(page).getByRole("timer")).toHaveText(before);
  const resumedAt = now();
  await recording(page).getByRole("button", { name: "Go on" }).click();
  await recordedFor(page, 4);
  const job = nextJobOf(page);
  await recording(page).getByRole("button", { name: "Done" }).click();
  await expect(recording(page)).toBeHidden();
  const spent = now() - begunAt;
  const { durationSeconds } = await ended(ground.url, await job);
  expect(durationSeconds).toBeLessThan(spent - (resumedAt - pausedAt) + ROUNDING_SECONDS);
});

test("nothing is lost when the page is reloaded in the midst of it", async ({ page, ground }) => {
  page.on("dialog", (dialog) => void dialog.accept());
  await beginRecording(page);
  await recordedFor(page, 4);
  const job = nextJobOf(page);
  await page.reload();
  await expect(page.getByText("A recording that was cut short has been saved.")).toBeVisible();
  const { status, durationSeconds } = await ended(ground.url, await job);
  expect(status).toBe("completed");
  // The second that was being recorded is not yet a piece.
  expect(durationSeconds).toBeGreaterThan(4 - 1 - ROUNDING_SECONDS);
});

test("it goes on while another page is looked at, and can be ended there", async ({ page }) => {
  await beginRecording(page);
  await recordedFor(page, 1);
  await page.getByRole("link", { name: "Search" }).click();
  const seen = await shownSeconds(page);
  await recordedFor(page, seen + 1);
  const job = nextJobOf(page);
  await recording(page).getByRole("button", { name: "Done" }).click();
  expect(await job).not.toBe("");
});
