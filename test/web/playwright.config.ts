import { defineConfig, devices } from "@playwright/test";

/*
 * The suite `web`: the built page in a real browser, against the whole service. See fixtures.ts for what a test gets.
 *
 *   npm test -- --only web                        all of it
 *   npm test -- --only web record -g microphone   files whose name has "record", tests whose title has "microphone"
 *
 * Every test runs in `desktop`; those with the tag @layout run on a phone, and in the dark, as well.
 */
export default defineConfig({
  testMatch: "**/*.test.ts",
  globalSetup: "./global-setup.ts",
  // Each worker has a browser; transcribing takes what the processors have left.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  // How long a machine that is busy with other things may take; nothing is measured by it.
  timeout: 120_000,
  expect: { timeout: 45_000 },
  reporter: "list",
  outputDir: "../../node_modules/.cache/diarist/web-tests",
  // A service worker for each test would be most of its work; those of the installed app let it in.
  use: {
    serviceWorkers: "block",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    locale: "en-GB",
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } } },
    { name: "phone", grep: /@layout/, use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } } },
    {
      name: "dark",
      grep: /@layout/,
      use: { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
    },
  ],
});
