/*
 * npm run bench:page
 *
 * Whether a transcript of three hours scrolls and lights its words smoothly: how far apart the frames are that Chromium
 * gives the page while one scrolls through all of it, and while the recording plays. The words are made up on their way to
 * the page; all else is the whole service.
 */
import { chromium, type Page } from "@playwright/test";
import { partPath } from "../src/stack/parts.js";
import { Service } from "../test/e2e/service.js";
import { firstJob } from "../test/web/support/jobs.js";
import { threeHours } from "../test/web/support/three-hours.js";

const SECONDS = 10;
/** What a person notices. */
const LATE_MS = 50;
const READY_MS = 60_000;

/** Both run in the page, `each` once a frame; resolve to the milliseconds between frames. */
const frames = (each: string): string => `new Promise((resolve) => {
  const list = document.querySelector("section[aria-label=Transcript] [tabindex='0']");
  const gaps = [];
  const began = performance.now();
  let before = began;
  const step = () => {
    const now = performance.now();
    gaps.push(now - before);
    before = now;
    const share = (now - began) / ${SECONDS * 1000};
    if (share >= 1) return resolve(gaps.slice(1));
    ${each};
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;
const SCROLLING = "list.scrollTo(0, share * list.scrollHeight)";
const NOTHING = "";

const service = await Service.start();
const browser = await chromium.launch({ executablePath: partPath("chromium") });
try {
  const jobId = await service.until("the first job", READY_MS, () => firstJob(service.url));
  await service.finished(jobId);
  const page = await browser.newPage({
    baseURL: service.url,
    viewport: { width: 1280, height: 800 },
    // It would fetch the transcript itself.
    serviceWorkers: "block",
  });
  await page.route("**/v1/jobs/*/transcript", async (route) => {
    const response = await route.fetch();
    const transcript: unknown = await response.json();
    await route.fulfill({ response, json: Object.assign({}, transcript, threeHours()) });
  });
  await page.goto(`/entries/${jobId}`);
  await page.locator("[data-word='0']").waitFor({ timeout: READY_MS });
  await tell(page, "idle", NOTHING);
  await tell(page, "scrolling through three hours", SCROLLING);
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await tell(page, "playing", NOTHING);
} finally {
  await browser.close();
  await service.stop();
}

async function tell(page: Page, what: string, each: string): Promise<void> {
  const gaps = (await page.evaluate<number[]>(frames(each))).sort((a, b) => a - b);
  const at = (share: number): string => (gaps[Math.floor(share * (gaps.length - 1))] ?? 0).toFixed(1);
  const late = gaps.filter((gap) => gap > LATE_MS).length;
  console.log(
    `${what}: ${gaps.length} frames in ${SECONDS} s; apart p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms; ` +
      `${late} later than ${LATE_MS} ms`,
  );
}
