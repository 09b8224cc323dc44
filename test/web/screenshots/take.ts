/*
 * Takes the pictures of docs/screenshots, of the real service with an invented diary in it.
 *
 *   npm run screenshots                                        those that are kept
 *   npm run screenshots -- --output /tmp/pictures              every view in every look, to look at
 *   npm run screenshots -- --output /tmp/pictures --only entry
 */
import { execFile } from "node:child_process";
import { copyFile, mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { chromium, type Browser, type Page } from "@playwright/test";
import { partPath } from "../../../src/stack/parts.js";
import { Service } from "../../e2e/service.js";
import { SAMPLE } from "../support/ground.js";
import { microphoneSwitches, speakInto } from "../support/microphone.js";
import { fillLibrary, type Library } from "./library.js";
import { Narrator } from "./narrator.js";
import { IN_MANIFEST, KEPT, LOOKS, VIEWS, type Look, type View } from "./views.js";

const KEPT_FOLDER = fileURLToPath(new URL("../../../docs/screenshots", import.meta.url));
/** What a browser shows of the app before it is installed. */
const APP_FOLDER = fileURLToPath(new URL("../../../web/public/screenshots", import.meta.url));
/** The evening of the day of the last entry. */
const NOW = "2026-05-31T20:40:00";
const PATIENCE_MS = 60_000;

const { values } = parseArgs({ options: { output: { type: "string" }, only: { type: "string" } } });
const folder = values.output ?? KEPT_FOLDER;
const every = (Object.keys(VIEWS) as View[]).flatMap((view) =>
  (Object.keys(LOOKS) as Look[]).map((look) => [view, look] as const),
);
const wanted = (values.output === undefined ? KEPT : every).filter(
  ([view]) => values.only === undefined || values.only === view,
);

for (const each of [folder, APP_FOLDER]) await mkdir(each, { recursive: true });
const narrator = await Narrator.start();
const service = await Service.start({
  DIARIST_SPEECH_BASE_URL: narrator.baseUrl,
  DIARIST_SPEECH_MODEL: "whisper-base",
  DIARIST_ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
});
try {
  const microphone = join(service.home, "microphone.wav");
  await speakInto(microphone, SAMPLE);
  const library = await fillLibrary(service, narrator);
  const browser = await chromium.launch({
    executablePath: partPath("chromium"),
    args: microphoneSwitches(microphone),
  });
  try {
    for (const [view, look] of wanted) await take(browser, library, view, look);
  } finally {
    await browser.close();
  }
} finally {
  narrator.stop();
  await service.stop();
}

async function take(browser: Browser, library: Library, view: View, look: Look): Promise<void> {
  const context = await browser.newContext({
    ...LOOKS[look],
    baseURL: service.url,
    locale: "en-GB",
    deviceScaleFactor: 2,
    serviceWorkers: "block",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.clock.setFixedTime(NOW);
  await showAsSent(page, library);
  await VIEWS[view](page, library);
  await page.waitForLoadState("networkidle", { timeout: 1_000 }).catch(() => undefined);
  const file = join(folder, `${view}-${look}.png`);
  await page.screenshot({ path: `${file}.full.png` });
  await context.close();
  await shrink(`${file}.full.png`, file);
  if (folder === KEPT_FOLDER && IN_MANIFEST.some((name) => name === `${view}-${look}`))
    await copyFile(file, join(APP_FOLDER, `${view}-${look}.png`));
  process.stdout.write(`${file}  ${Math.round((await stat(file)).size / 1024)} kB\n`);
}

/** Days are told by when a recording came: in the pictures they came one by one. All that the page hears is JSON. */
async function showAsSent(page: Page, { sentAt }: Library): Promise<void> {
  await page.addInitScript((times) => {
    const parse = JSON.parse.bind(JSON);
    JSON.parse = (text: string): unknown =>
      parse(text, function (this: { id?: string; jobId?: string }, key, value: unknown) {
        return key === "createdAt" ? (times[this.id ?? this.jobId ?? ""] ?? value) : value;
      });
    Response.prototype.json = async function () {
      return JSON.parse(await this.text()) as unknown;
    };
  }, Object.fromEntries(sentAt));
}

/** A page has few colours: 64 of them are a quarter of the bytes, and nobody sees it. */
async function shrink(from: string, to: string): Promise<void> {
  const palette = "split[a][b];[a]palettegen=max_colors=64[p];[b][p]paletteuse=dither=none";
  await promisify(execFile)(partPath("ffmpeg"), ["-v", "error", "-y", "-i", from, "-vf", palette, to]);
  await rm(from);
}
