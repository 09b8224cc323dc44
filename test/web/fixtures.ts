import { test as base, expect } from "@playwright/test";
import { partPath } from "../../src/stack/parts.js";
import { readGround, type Ground } from "./support/ground.js";
import { microphoneSwitches } from "./support/microphone.js";
import { Troubles } from "./support/troubles.js";

/*
 * What the tests of the page stand on. One whole service (gateway, Temporal, stores, speech engine with the small model)
 * runs for all of them: global-setup.ts starts it, so each test must know its own jobs by a name of its own, and leave the
 * others' alone. Import `test` and `expect` from here:
 *
 *   page          a page of the service at its own address (`page.goto("/")`), with a microphone that hears jfk.flac over and
 *                 over (the sample where that is absent). A test fails when the page logs an error, throws one that nobody
 *                 catches, or runs into its security policy.
 *   troubles      `troubles.expect(/pattern/)`: such errors that the test causes on purpose
 *   ground        addresses and folders of the service; `ground.sampleJobId` is a completed job of samples/first-entry.flac
 *   speechJobId   a completed job of jfk.flac; a test that asks for it is skipped where ../shared/speech is absent
 *
 * Beside it in support/: `expectAccessible(page)` (axe), `listJobs(url)`. A test whose title has the tag `@layout` also runs
 * on a phone (390×844, touch) and in the dark. Look elements up by role and name, as a person does.
 */
interface Fixtures {
  troubles: Troubles;
  speechJobId: string;
}

interface WorkerFixtures {
  ground: Ground;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  ground: [async ({}, use) => use(readGround()), { scope: "worker" }],
  launchOptions: [
    async ({ ground }, use) =>
      use({ executablePath: partPath("chromium"), args: microphoneSwitches(ground.microphone) }),
    { scope: "worker" },
  ],
  baseURL: async ({ ground }, use) => use(ground.url),
  troubles: async ({}, use) => use(new Troubles()),
  page: async ({ page, troubles }, use) => {
    troubles.watch(page);
    await use(page);
    expect(troubles.unexpected, "errors of the page").toEqual([]);
  },
  speechJobId: async ({ ground }, use, testInfo) => {
    testInfo.skip(ground.speechJobId === undefined, "there are no real recordings in ../shared/speech");
    await use(ground.speechJobId ?? "");
  },
});

export { expect };
