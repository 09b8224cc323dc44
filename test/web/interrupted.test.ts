import { expect, test as base } from "./fixtures.js";
import { Cable } from "./support/cable.js";
import { jobNamed } from "./support/jobs.js";
import { sha256, shortRecording } from "./support/recordings.js";

const MEGABYTE = 1024 * 1024;
const AWAY = "The service does not answer.";

const test = base.extend<{ cable: Cable }>({
  cable: async ({ ground, troubles }, use) => {
    troubles.expect(/Failed to load resource: net::ERR_/);
    const cable = await Cable.to(ground.url);
    await use(cable);
    await cable.stop();
  },
  baseURL: async ({ cable }, use) => use(cable.url),
});

test("an upload that is cut goes on where it was, after a reload", async ({
  page,
  ground,
  cable,
}, testInfo) => {
  const file = await shortRecording(testInfo.outputPath("cut in the middle.wav"), {
    weightBytes: 24 * MEGABYTE,
  });
  let sentBytes = 0;
  page.on("request", (request) => {
    if (request.method() === "PATCH") sentBytes += Number(request.headers()["content-length"] ?? 0);
  });
  await page.goto("/");
  const cut = cable.cutAfter(18 * MEGABYTE);
  await page.getByLabel("Files").setInputFiles(file);
  await cut;
  await expect(page.getByText(AWAY).first()).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "cut in the middle.wav" })).toBeVisible();
  cable.plug();
  sentBytes = 0;
  await page.reload();
  const job = await jobNamed(ground.url, "cut in the middle.wav");
  expect(job.sha256).toBe(await sha256(file));
  expect(sentBytes).toBeLessThan(12 * MEGABYTE);
  await expect(page.getByRole("heading", { name: "On its way" })).toBeHidden();
});

test("what is added while nobody answers is sent as soon as somebody does", async ({
  page,
  ground,
  cable,
}, testInfo) => {
  const file = await shortRecording(testInfo.outputPath("added in vain.wav"));
  await page.goto("/");
  await expect(page.getByRole("listitem").first()).toBeVisible();
  cable.unplug();
  await page.getByLabel("Files").setInputFiles(file);
  await expect(page.getByText(AWAY).first()).toBeVisible();
  await expect(page.getByText("Waits for the service. It is kept here.")).toBeVisible();
  cable.plug();
  expect((await jobNamed(ground.url, "added in vain.wav")).sha256).toBe(await sha256(file));
  await expect(page.getByText(AWAY)).toHaveCount(0);
});

test("without a network the page says so, and sends later what is added", async ({
  page,
  ground,
}, testInfo) => {
  const file = await shortRecording(testInfo.outputPath("added offline.wav"));
  await page.goto("/");
  await page.context().setOffline(true);
  await expect(page.getByText("No connection.")).toBeVisible();
  await page.getByLabel("Files").setInputFiles(file);
  await expect(page.getByText("Waits for the service. It is kept here.")).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("No connection.")).toBeHidden();
  expect((await jobNamed(ground.url, "added offline.wav")).sha256).toBe(await sha256(file));
});

test("what a second window adds is sent though the first one is still open", async ({
  page,
  context,
  ground,
}, testInfo) => {
  const file = await shortRecording(testInfo.outputPath("from another window.wav"));
  await page.goto("/");
  const second = await context.newPage();
  await second.goto("/");
  await second.getByLabel("Files").setInputFiles(file);
  const job = await jobNamed(ground.url, "from another window.wav");
  for (const window of [page, second])
    await expect(window.locator(`a[href="/entries/${job.id}"]`)).toBeVisible();
});
