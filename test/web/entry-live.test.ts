import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { partPath } from "../../src/stack/parts.js";
import { expect, test } from "./fixtures.js";
import { openEntry, upload } from "./support/entry.js";
import { SAMPLE } from "./support/ground.js";

/** Enough for several parts. */
const MORE_TIMES = 4;
/** A machine that is busy with other things. */
const PATIENCE_MS = 150_000;

test("an entry that is being made shows how far it is, stops and goes on, and has its note without a reload", async ({
  page,
  ground,
}, testInfo) => {
  test.setTimeout(2 * PATIENCE_MS);
  const long = testInfo.outputPath("long.flac");
  await promisify(execFile)(partPath("ffmpeg"), [
    "-v",
    "error",
    "-stream_loop",
    String(MORE_TIMES),
    "-i",
    SAMPLE,
    long,
  ]);
  const jobId = await upload(ground.url, long, { title: testInfo.title });
  await openEntry(page, jobId);
  const progress = page.getByRole("region", { name: "Progress" });
  await expect(progress).toContainText("Transcribing");
  await progress.getByRole("button", { name: "Pause" }).click();
  await expect(progress.getByRole("button", { name: "Go on" })).toBeVisible();
  await progress.getByRole("button", { name: "Go on" }).click();
  await expect(progress.getByRole("button", { name: "Pause" })).toBeVisible();
  const words = page.locator("[data-word]");
  await expect(words.first()).toBeVisible({ timeout: PATIENCE_MS });
  await expect(page.getByText(/is yet to come…$/).first()).toBeVisible();
  await expect(progress).toContainText(/ of \d+:\d+ heard/);
  await expect(page.getByRole("heading", { name: "Key events" })).toBeVisible({
    timeout: PATIENCE_MS,
  });
  await expect(progress).toBeHidden();
  await expect(words.first()).toBeVisible();
});

test("what failed says what happened and what can be done", async ({ page, ground }, testInfo) => {
  // The header of a recording, and no sound.
  const header = Buffer.from("UklGRiQAAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YQAAAAA=", "base64");
  const empty = testInfo.outputPath("empty.wav");
  await writeFile(empty, header);
  const jobId = await upload(ground.url, empty);
  await openEntry(page, jobId);
  await expect(page.getByRole("alert")).toContainText("The file holds no sound.");
  await expect(page.getByRole("link", { name: "The recording" })).toBeVisible();
});

test("what was cancelled is transcribed after all, as an entry of its own", async ({
  page,
  ground,
  troubles,
}) => {
  test.setTimeout(PATIENCE_MS);
  const jobId = await upload(ground.url, SAMPLE, { title: "Cancelled and made again" });
  await openEntry(page, jobId);
  troubles.expect(/status of 409.*\/cancel/);
  await page.getByRole("region", { name: "Progress" }).getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Transcribe it again" }).click();
  await expect(page).not.toHaveURL(new RegExp(jobId));
  await expect(page.getByRole("heading", { level: 1, name: "Cancelled and made again" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Key events" })).toBeVisible({ timeout: PATIENCE_MS });
});
