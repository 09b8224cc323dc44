import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.js";
import { openEntry, transcriptOf, type Transcript } from "./support/entry.js";
import { SENTENCES, threeHours } from "./support/three-hours.js";

/*
 * Transcripts that the small recordings of the tests cannot give: the service's own, changed on their way to the page.
 */
async function giveInstead(page: Page, change: (transcript: Transcript) => object): Promise<void> {
  await page.route("**/v1/jobs/*/transcript", async (route) => {
    const answer = await route.fetch();
    const transcript = (await answer.json()) as Transcript;
    await route.fulfill({ response: answer, json: { ...transcript, ...change(transcript) } });
  });
}

test("of three hours only what is in view is in the document, and the last sentence is found", async ({
  page,
  ground,
}) => {
  await giveInstead(page, threeHours);
  await openEntry(page, ground.sampleJobId);
  await expect(page.locator("[data-word='0']")).toBeVisible();
  const list = page.getByRole("region", { name: "Transcript" }).locator("[tabindex='0']");
  await list.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  await expect(page.locator("[data-word='0']")).toHaveCount(0);
  expect(await page.locator("[data-word]").count()).toBeLessThan(2_000);
  await page.keyboard.press("Control+f");
  await page.keyboard.type(`Sentence${SENTENCES - 1}`);
  await expect(page.getByText(`Sentence${SENTENCES - 1}`, { exact: true })).toBeInViewport();
});

test("what is missing, and where the recording breaks off, stands in its place", async ({
  page,
  ground,
  troubles,
}) => {
  const { segments } = await transcriptOf(ground.url, ground.sampleJobId);
  const gap = { start: segments[2]?.start ?? 0, end: segments[3]?.end ?? 0 };
  await giveInstead(page, ({ durationSeconds }) => ({
    segments: segments.filter(({ start }) => start < gap.start || start >= gap.end),
    coverage: { transcribedSeconds: 20, silentSeconds: 6, missing: [{ ...gap, reason: "speech_timeout" }] },
    brokenOff: { atSeconds: durationSeconds, claimedSeconds: 3600 },
  }));
  await openEntry(page, ground.sampleJobId);
  const rows = page.getByRole("region", { name: "Transcript" }).getByRole("listitem");
  await expect(rows.nth(1)).toContainText("nothing could be transcribed");
  await expect(rows.last()).toContainText("The recording breaks off here");
  // There is nothing missing in truth, and the service says so.
  troubles.expect(/status of 409.*retry-missing/);
  await rows.nth(1).getByRole("button", { name: "Listen again" }).click();
  await expect(page.getByText("Every second of the recording is transcribed, or silent.")).toBeVisible();
});

test("words that the engine was not sure of are marked, until that is turned off", async ({
  page,
  ground,
}) => {
  await giveInstead(page, ({ segments }) => ({
    segments: segments.map((segment) => ({
      ...segment,
      words: segment.words.map((word, place) => ({ ...word, probability: place === 0 ? 0.2 : 0.9 })),
    })),
  }));
  await openEntry(page, ground.sampleJobId);
  const unsure = page.locator("[data-unsure] [data-word='0']");
  await expect(unsure).toHaveCSS("text-decoration-line", "underline");
  await expect(page.locator("[data-word='1']")).toHaveCSS("text-decoration-line", "none");
  await page.getByRole("button", { name: /unsure word/ }).click();
  await expect(page.locator("[data-word='0']")).toHaveCSS("text-decoration-line", "none");
});
