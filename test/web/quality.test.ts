import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "./fixtures.js";
import { sizeOfPicture } from "./support/picture.js";

/* What tools that audit pages look at, on each main view. */

const VIEWS = ["/", "/entries/:id", "/diary", "/search?q=morning", "/settings"];
const MOST_LAYOUT_SHIFT = 0.1;
const MOST_SCRIPT_BYTES = 300_000;

interface Paints {
  shift: number;
  largest: string | undefined;
}

async function watchPaints(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const paints: Paints = { shift: 0, largest: undefined };
    Object.assign(window, { paints });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[])
        if (!entry.hadRecentInput) paints.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { element: Element | null })[])
        paints.largest = entry.element?.tagName;
    }).observe({ type: "largest-contentful-paint", buffered: true });
  });
}

const paintsOf = (page: Page): Promise<Paints> =>
  page.evaluate(() => (window as unknown as { paints: Paints }).paints);

for (const view of VIEWS)
  test(`${view}: nothing fails, nothing jumps, and it says what it is @layout`, async ({ page, ground }) => {
    const failed: string[] = [];
    page.on("response", (response) => {
      if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
    });
    await watchPaints(page);
    await page.goto(view.replace(":id", ground.sampleJobId));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // Whether anything comes late is the question, and streams never end.
    await page.waitForTimeout(1_500);
    const { shift, largest } = await paintsOf(page);
    expect(shift).toBeLessThan(MOST_LAYOUT_SHIFT);
    expect(largest).toBeDefined();
    expect(failed).toEqual([]);
    await expect(page).toHaveTitle(/Diarist/);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    for (const name of ["description", "viewport", "theme-color"])
      await expect(page.locator(`meta[name="${name}"]`).first()).toHaveAttribute("content", /./);
    const { violations } = await new AxeBuilder({ page }).withRules(["target-size"]).analyze();
    expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([]);
  });

test("the first view's script is small, and all of the page comes packed and may be kept", async ({
  page,
}) => {
  const answers = new Map<string, { type: string; bytes: number; headers: Record<string, string> }>();
  page.on("requestfinished", async (request) => {
    const response = await request.response();
    if (response === null) return;
    const { responseBodySize: bytes } = await request.sizes();
    answers.set(request.url(), { type: request.resourceType(), bytes, headers: response.headers() });
  });
  await page.goto("/", { waitUntil: "networkidle" });
  const scripts = [...answers.values()].filter(({ type }) => type === "script");
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(MOST_SCRIPT_BYTES);
  for (const [url, { type, headers }] of answers) {
    if (["script", "stylesheet", "document"].includes(type))
      expect(headers["content-encoding"], url).toMatch(/^(br|gzip)$/);
    if (url.includes("/assets/")) expect(headers["cache-control"], url).toContain("immutable");
  }
});

const imageSchema = z.object({ src: z.string(), sizes: z.string(), type: z.string() });
const manifestSchema = z.object({
  name: z.string(),
  short_name: z.string(),
  start_url: z.literal("/"),
  display: z.literal("standalone"),
  icons: z.array(imageSchema),
  screenshots: z.array(imageSchema.extend({ form_factor: z.enum(["narrow", "wide"]) })),
});

test("it can be installed, and the manifest's pictures are what it says", async ({ page }) => {
  await page.goto("/");
  const browser = await page.context().newCDPSession(page);
  const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
  // A test's browser keeps nothing, as a private window does.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  const { errors, data } = await browser.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { icons, screenshots } = manifestSchema.parse(JSON.parse(data ?? "null"));
  expect(icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
  expect(new Set(screenshots.map(({ form_factor }) => form_factor))).toEqual(new Set(["narrow", "wide"]));
  for (const { src, sizes, type } of [...icons, ...screenshots]) {
    const answer = await page.request.get(src);
    expect(answer.headers()["content-type"], src).toBe(type);
    if (sizes === "any") continue;
    expect(await sizeOfPicture(page, src), src).toBe(sizes);
  }
});
