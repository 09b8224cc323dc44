import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { expect, test } from "./fixtures.js";
import { jobNamed } from "./support/jobs.js";
import { sizeOfPicture } from "./support/picture.js";
import { renewing } from "./support/renewing-proxy.js";
import { sha256, shortRecording } from "./support/recordings.js";

test.use({ serviceWorkers: "allow" });

/** Resolves when the page is the service worker's. */
const installed = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null)
      await new Promise((resolve) => setTimeout(resolve, 50));
  });

test("opens without a network, and shows nothing of the service that may be old", async ({
  page,
  troubles,
}) => {
  troubles.expect(/Failed to load resource: net::ERR_INTERNET_DISCONNECTED/);
  await page.goto("/");
  await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();
  await installed(page);
  await page.context().setOffline(true);
  for (const path of ["/", "/diary", "/search", "/settings", "/entries/whatever"]) {
    await page.goto(path);
    await expect(page.getByText("No connection.")).toBeVisible();
  }
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "What happened today?" })).toBeVisible();
  await expect(page.locator('a[href^="/entries/"]')).toHaveCount(0);
  const kept = await page.evaluate(async () => {
    const requests = await Promise.all(
      (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
    );
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain("/index.html");
  expect(kept.filter((path) => /^\/(v1|files|status|result)/.test(path))).toEqual([]);
});

test("what is added without a network is sent when there is one", async ({
  page,
  ground,
  troubles,
}, testInfo) => {
  troubles.expect(/Failed to load resource: net::ERR_INTERNET_DISCONNECTED/);
  const file = await shortRecording(testInfo.outputPath("on the mountain.wav"));
  await page.goto("/");
  await installed(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByLabel("Files").setInputFiles(file);
  await expect(page.getByRole("region", { name: "On its way" })).toContainText("on the mountain.wav");
  await page.reload();
  await expect(page.getByRole("region", { name: "On its way" })).toContainText("on the mountain.wav");
  await page.context().setOffline(false);
  expect((await jobNamed(ground.url, "on the mountain.wav")).sha256).toBe(await sha256(file));
});

/** As the system does when somebody shares with the app. */
const share = (page: Page, parts: { file?: { name: string; base64: string }; text?: string }) =>
  page.evaluate(({ file, text }) => {
    const form = Object.assign(document.createElement("form"), {
      action: "/share",
      method: "post",
      enctype: "multipart/form-data",
    });
    const field = (type: string, name: string): HTMLInputElement =>
      form.appendChild(Object.assign(document.createElement("input"), { type, name }));
    const chosen = new DataTransfer();
    if (file !== undefined) {
      const content = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0));
      chosen.items.add(new File([content], file.name, { type: "audio/wav" }));
    }
    field("file", "recordings").files = chosen.files;
    field("text", "text").value = text ?? "";
    document.body.append(form);
    form.submit();
  }, parts);

test("a recording that another app shares becomes an entry", async ({ page, ground }, testInfo) => {
  const file = await shortRecording(testInfo.outputPath("shared memo.wav"));
  await page.goto("/");
  await installed(page);
  await share(page, { file: { name: "shared memo.wav", base64: (await readFile(file)).toString("base64") } });
  expect((await jobNamed(ground.url, "shared memo.wav")).sha256).toBe(await sha256(file));
  await expect(page).toHaveURL(/\/$/);
});

test("an address that another app shares is there to be looked at, and fetched", async ({ page }) => {
  await page.goto("/");
  await installed(page);
  await share(page, { text: "Listen to this https://example.org/talk.mp3" });
  await expect(page.getByRole("textbox", { name: "Address of a recording" })).toHaveValue(
    "https://example.org/talk.mp3",
  );
});

test("a newer build takes over when its reader wants it", async ({ page, ground }) => {
  const proxy = await renewing(ground.url, "/service-worker.js");
  try {
    await page.goto(proxy.url);
    await installed(page);
    proxy.renew();
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect(page.getByText("There is a newer version of this page.")).toBeVisible();
    const reloaded = page.waitForEvent("load");
    await page.getByRole("button", { name: "Reload", exact: true }).click();
    await reloaded;
    await expect(page.getByRole("heading", { name: "What happened today?" })).toBeVisible();
    expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();
  } finally {
    await proxy.stop();
  }
});

const manifestSchema = z.object({
  start_url: z.literal("/"),
  display: z.literal("standalone"),
  icons: z.array(z.object({ src: z.string(), sizes: z.string() })),
  share_target: z.object({ action: z.literal("/share"), method: z.literal("POST") }),
});

test("has a manifest whose icons are there and as large as it says", async ({ page }) => {
  await page.goto("/");
  const { icons } = manifestSchema.parse(await (await page.request.get("/manifest.webmanifest")).json());
  for (const { src, sizes } of icons.filter((icon) => icon.sizes !== "any")) {
    expect(await sizeOfPicture(page, src), src).toBe(sizes);
  }
});
