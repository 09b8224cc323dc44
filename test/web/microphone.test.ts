import { expect, test } from "./fixtures.js";
import { nextJobOf } from "./support/jobs.js";
import { beginRecording, recordedFor } from "./support/recorder.js";

test("a microphone that is pulled out ends the recording, and keeps it", async ({ page }) => {
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wishes) => {
      const stream = await ask(wishes);
      window.addEventListener("pulled-out", () => stream.getTracks().forEach((track) => track.stop()));
      return stream;
    };
  });
  await page.goto("/");
  await beginRecording(page);
  await recordedFor(page, 2);
  const job = nextJobOf(page);
  await page.evaluate(() => window.dispatchEvent(new Event("pulled-out")));
  expect(await job).not.toBe("");
  await expect(page.getByRole("button", { name: "Record", exact: true })).toBeVisible();
});

test("a browser that refuses the microphone is told of, with what to do", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("No", "NotAllowedError"));
  });
  await page.goto("/");
  await beginRecording(page);
  await expect(page.getByRole("alert")).toContainText("Allow it beside the address");
});

test("the app's shortcut needs one key to begin", async ({ page }) => {
  await page.goto("/?record");
  await expect(page.getByRole("button", { name: "Record", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "Recording" })).toBeVisible();
});
