import { mkdir } from "node:fs/promises";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./fixtures.js";
import { ended, jobNamed } from "./support/jobs.js";
import { sha256, shortRecording } from "./support/recordings.js";

test("files that are picked become entries, byte for byte", async ({ page, ground }, testInfo) => {
  const names = ["picked one.wav", "picked two.wav"];
  const files = await Promise.all(names.map((name) => shortRecording(testInfo.outputPath(name))));
  await page.goto("/");
  await page.getByLabel("Files").setInputFiles(files);
  for (const [index, name] of names.entries()) {
    const job = await jobNamed(ground.url, name);
    expect(job.sha256).toBe(await sha256(files[index] ?? ""));
    await expect(page.locator(`a[href="/entries/${job.id}"]`)).toBeVisible();
  }
  await expect(page.getByRole("heading", { name: "On its way" })).toBeHidden();
});

test("of a folder that is dropped each recording is taken, and nothing else", async ({
  page,
  ground,
}, testInfo) => {
  const folder = testInfo.outputPath("dropped");
  await mkdir(join(folder, "inner"), { recursive: true });
  await shortRecording(join(folder, "dropped outer.wav"));
  await shortRecording(join(folder, "inner", "dropped inner.wav"));
  await page.goto("/");
  const session = await page.context().newCDPSession(page);
  const data = {
    items: [],
    files: [folder, join(import.meta.dirname, "tsconfig.json")],
    dragOperationsMask: 1,
  };
  const drag = (type: "dragEnter" | "dragOver" | "drop") =>
    session.send("Input.dispatchDragEvent", { type, x: 640, y: 400, data });
  await expect(page.getByRole("button", { name: "Files" })).toBeVisible();
  await drag("dragEnter");
  // As a hand does, which never rests: Chromium lets go only of what the page has just said it would take.
  await expect(async () => {
    await drag("dragOver");
    await expect(page.getByText("Drop recordings anywhere")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await drag("dragOver");
  await drag("drop");
  await jobNamed(ground.url, "dropped outer.wav");
  await jobNamed(ground.url, "dropped inner.wav");
  await expect(page.getByRole("listitem").filter({ hasText: "tsconfig" })).toHaveCount(0);
});

test("what is no recording is refused with the reason, and what was discarded can be had back", async ({
  page,
  troubles,
}) => {
  troubles.expect(/Failed to load resource: .* 415/);
  await page.goto("/");
  await page
    .getByLabel("Files")
    .setInputFiles({ name: "no sound.mp3", mimeType: "audio/mpeg", buffer: Buffer.alloc(40_000, "no") });
  const item = page
    .getByRole("region", { name: "On its way" })
    .getByRole("listitem")
    .filter({ hasText: "no sound.mp3" });
  await expect(item).toContainText("neither audio nor video");
  const download = page.waitForEvent("download");
  await item.getByRole("button", { name: "Save a copy" }).click();
  expect((await readFile(await (await download).path())).length).toBe(40_000);
  await item.getByRole("button", { name: "Discard" }).click();
  await expect(item).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(item.getByRole("button", { name: "Save a copy" })).toBeVisible();
  await item.getByRole("button", { name: "Discard" }).click();
  await expect(item).toBeHidden();
  await page.reload();
  await expect(page.getByRole("button", { name: "Files" })).toBeVisible();
  await expect(item).toBeHidden();
});

test("a recording is fetched from an address", async ({ page, ground }, testInfo) => {
  const file = await shortRecording(testInfo.outputPath("at an address.wav"));
  const server = createServer((_request, response) => {
    void readFile(file).then((content) => response.setHeader("content-type", "audio/wav").end(content));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server does not listen");
  try {
    await page.goto("/");
    await page.getByRole("button", { name: "Address" }).click();
    const field = page.getByRole("textbox", { name: "Address of a recording" });
    await field.fill(`http://127.0.0.1:${address.port}/fetched%20recording.wav`);
    await page.getByRole("button", { name: "Fetch", exact: true }).click();
    const job = await jobNamed(ground.url, "fetched recording.wav");
    await expect(page.locator(`a[href="/entries/${job.id}"]`)).toBeVisible();
    expect((await ended(ground.url, job.id)).sha256).toBe(await sha256(file));
  } finally {
    server.close();
  }
});

test("an address that may not be reached is refused with the reason", async ({ page, troubles }) => {
  troubles.expect(/status of 422.*\/v1\/jobs/);
  await page.goto("/");
  await page.getByRole("button", { name: "Address" }).click();
  await page.getByRole("textbox", { name: "Address of a recording" }).fill("http://10.1.2.3/forbidden.wav");
  await page.getByRole("button", { name: "Fetch", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("10.1.2.3 is not a public address");
});
