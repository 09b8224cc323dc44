import { expect, type Page } from "@playwright/test";
import { beginRecording, recording } from "../support/recorder.js";
import type { Library } from "./library.js";

export type View = "home" | "recording" | "uploading" | "entry" | "diary" | "search" | "settings";
export type Look = "desktop" | "dark" | "phone";

const WIDE = { width: 1280, height: 800 };
export const LOOKS: Record<Look, object> = {
  desktop: { viewport: WIDE, colorScheme: "light" },
  dark: { viewport: WIDE, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "light", isMobile: true, hasTouch: true },
};

/** The pictures that are kept; the script takes any other when it is asked for it. */
export const KEPT: readonly (readonly [View, Look])[] = [
  ["home", "desktop"],
  ["home", "phone"],
  ["recording", "phone"],
  ["uploading", "desktop"],
  ["entry", "desktop"],
  ["entry", "dark"],
  ["entry", "phone"],
  ["diary", "desktop"],
  ["diary", "phone"],
  ["search", "desktop"],
  ["settings", "desktop"],
];

const RECORDED = "0:07";
/** Those that the web manifest names. */
export const IN_MANIFEST: readonly string[] = ["home-phone", "entry-phone", "diary-phone", "entry-desktop"];

const PATIENT = { timeout: 30_000 };
const UPLOADED_BYTES = 9_000_000;
const UPLOAD_BYTES_PER_SECOND = 900_000;

/** Goes to each view and waits until it is all there. */
export const VIEWS: Record<View, (page: Page, library: Library) => Promise<void>> = {
  home: async (page) => {
    await page.goto("/");
    await expect(page.getByText(/ of 28:0\d/)).toBeVisible(PATIENT);
  },
  recording: async (page) => {
    await page.goto("/");
    await beginRecording(page);
    await expect(recording(page).getByRole("timer")).toHaveText(RECORDED, PATIENT);
  },
  uploading: async (page) => {
    await page.goto("/");
    const network = await page.context().newCDPSession(page);
    await network.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 20,
      downloadThroughput: -1,
      uploadThroughput: UPLOAD_BYTES_PER_SECOND,
    });
    const names = ["Lecture on tides.mp3", "Grandmother tells of the harbour.m4a"];
    await page
      .getByLabel("Files")
      .setInputFiles(
        names.map((name) => ({ name, mimeType: "audio/mpeg", buffer: Buffer.alloc(UPLOADED_BYTES, name) })),
      );
    await expect(page.getByText(/^Sending, [3-9]\d/).first()).toBeVisible(PATIENT);
  },
  entry: async (page, { openedJobId }) => {
    await page.goto(`/entries/${openedJobId}`);
    await expect(page.locator("canvas").first()).toBeAttached(PATIENT);
    const place = page.getByRole("slider", { name: "Position" });
    await place.focus();
    for (let steps = 0; steps < 8; steps += 1) await page.keyboard.press("ArrowRight");
    await place.blur();
    await page.mouse.move(0, 0);
  },
  diary: async (page) => {
    await page.goto("/diary");
    await expect(page.getByRole("heading", { name: "Today" })).toBeVisible(PATIENT);
  },
  search: async (page) => {
    await page.goto("/search?q=anna");
    await expect(page.getByRole("main").locator("mark").first()).toBeVisible(PATIENT);
  },
  settings: async (page) => {
    await page.goto("/settings");
    await expect(page.getByRole("img", { name: "Well" }).first()).toBeVisible(PATIENT);
  },
};
