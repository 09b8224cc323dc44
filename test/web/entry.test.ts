import { expect, test } from "./fixtures.js";
import { expectAccessible } from "./support/accessibility.js";
import { openEntry, playerAt, transcriptOf } from "./support/entry.js";

test.describe("an entry @layout", () => {
  test("shows its note first, and has nothing serious that axe would find", async ({ page, ground }) => {
    await openEntry(page, ground.sampleJobId);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Key events" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Reflections" })).toBeVisible();
    await expect(page.getByRole("slider", { name: "Position in the recording" })).toBeVisible();
    await expectAccessible(page);
  });

  test("opens at the second that the address names, without beginning to speak", async ({ page, ground }) => {
    const { segments } = await transcriptOf(ground.url, ground.sampleJobId);
    const sentence = segments.at(-2);
    const first = sentence?.words[0];
    await openEntry(page, ground.sampleJobId, `?t=${(first?.start ?? 0) + 0.01}`);
    const lit = page.locator("[data-word][data-lit]");
    await expect(lit).toHaveText(first?.word.trim() ?? "");
    await expect(lit).toBeInViewport();
    await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
    await expectAccessible(page);
  });
});

test("words are lit while they are said", async ({ page, ground }) => {
  const { segments } = await transcriptOf(ground.url, ground.sampleJobId);
  const words = segments.flatMap((segment) => segment.words);
  await openEntry(page, ground.sampleJobId);
  await page.locator("[data-word='8']").click();
  await expect.poll(() => playerAt(page)).toBeGreaterThan((words[14]?.start ?? 0) + 0.1);
  // Looked at in the same moment as the player's time.
  const seen = await page.evaluate(async () => {
    const audio = document.querySelector("audio");
    const looks: { seconds: number; word: number }[] = [];
    for (let frame = 0; frame < 120; frame++) {
      await new Promise(requestAnimationFrame);
      const lit = document.querySelector("[data-word][data-lit]");
      if (audio !== null && lit !== null)
        looks.push({ seconds: audio.currentTime, word: Number(lit.getAttribute("data-word")) });
    }
    return looks;
  });
  expect(new Set(seen.map(({ word }) => word)).size).toBeGreaterThan(2);
  for (const { seconds, word } of seen) {
    // A frame is drawn a little after it was decided on, and a word stays lit over a breath.
    expect(seconds).toBeGreaterThanOrEqual((words[word]?.start ?? 0) - 0.01);
    expect(seconds).toBeLessThan((words[word + 1]?.start ?? words[word]?.end ?? 0) + 0.5);
  }
});

test("a word that is clicked is heard", async ({ page, ground }) => {
  const { segments } = await transcriptOf(ground.url, ground.sampleJobId);
  const word = segments[3]?.words[2];
  const number = segments.slice(0, 3).reduce((sum, { words }) => sum + words.length, 2);
  await openEntry(page, ground.sampleJobId);
  const player = page.locator("audio");
  const soughtTo = player.evaluate(
    (audio: HTMLAudioElement) =>
      new Promise<number>((resolve) => {
        audio.addEventListener("seeking", () => resolve(audio.currentTime), { once: true });
      }),
  );
  await page.locator(`[data-word='${number}']`).click();
  expect(await soughtTo).toBeCloseTo(word?.start ?? 0, 1);
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
});

test("a statement's evidence plays the second that it came from, and lights its sentence", async ({
  page,
  ground,
}) => {
  await openEntry(page, ground.sampleJobId);
  const note = page.getByRole("region", { name: "Note" });
  const link = note.getByRole("link", { name: /^Play from/ }).last();
  const start = Number(new URLSearchParams((await link.getAttribute("href")) ?? "").get("t"));
  await link.hover();
  await expect(page.getByRole("tooltip")).toBeVisible();
  await link.click();
  await expect.poll(() => playerAt(page)).toBeGreaterThan(start);
  expect(await playerAt(page)).toBeLessThan(start + 10);
  await expect(link).toHaveAttribute("data-played");
  const { segments } = await transcriptOf(ground.url, ground.sampleJobId);
  const said = segments.find((segment) => segment.start <= start && start < segment.end);
  await expect(page.locator("[data-segment][data-lit]")).toHaveAttribute("data-segment", String(said?.id));
});

test("keys play and seek, and a list of them is a key away", async ({ page, ground }) => {
  await openEntry(page, ground.sampleJobId);
  await expect(page.locator("[data-word]").first()).toBeVisible();
  await page.keyboard.press("l");
  await expect.poll(() => playerAt(page)).toBeCloseTo(10, 1);
  await page.keyboard.press("Shift+ArrowRight");
  const { segments } = await transcriptOf(ground.url, ground.sampleJobId);
  const next = segments.find(({ start }) => start > 10.01);
  await expect.poll(() => playerAt(page)).toBeCloseTo(next?.start ?? 0, 1);
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("Space");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("finds in the text what is not on the screen, one after the other", async ({ page, ground }) => {
  const { segments } = await transcriptOf(ground.url, ground.sampleJobId);
  const text = segments.map((segment) => segment.text.trim()).join(" ");
  const count = text.toLowerCase().split("the").length - 1;
  await openEntry(page, ground.sampleJobId);
  await expect(page.locator("[data-word]").first()).toBeVisible();
  await page.keyboard.press("Control+f");
  await page.keyboard.type("THE");
  const search = page.getByRole("search");
  await expect(search.getByRole("status")).toHaveText(`1 of ${count}`);
  await page.keyboard.press("Enter");
  await expect(search.getByRole("status")).toHaveText(`2 of ${count}`);
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("Shift+Enter");
  await expect(search.getByRole("status")).toHaveText(`${count} of ${count}`);
  await page.keyboard.type(" zebra");
  await expect(search.getByRole("status")).toHaveText("Not found");
  await page.keyboard.press("Escape");
  await expect(search).toBeHidden();
});

test("everything of it can be taken along", async ({ page, ground }) => {
  await openEntry(page, ground.sampleJobId);
  await page.getByRole("button", { name: "Export" }).click();
  const links = page.getByRole("menuitem");
  await expect(links).toHaveCount(10);
  const beginnings: string[] = [];
  for (const link of await links.all()) {
    const answer = await page.request.get((await link.getAttribute("href")) ?? "");
    expect(answer.ok(), answer.url()).toBe(true);
    beginnings.push((await answer.body()).subarray(0, 6).toString("latin1"));
  }
  expect(beginnings.map((beginning) => beginning.slice(0, 2))).toEqual(
    expect.arrayContaining(["# ", '{"', "PK", "1\n", "WE", "fL"]),
  );
});

test("leads to the workflow that made it", async ({ page, ground }) => {
  await openEntry(page, ground.sampleJobId);
  await page.getByText("Under the hood").click();
  const link = page.getByRole("link", { name: "See this job at work" });
  const answer = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(answer.ok()).toBe(true);
  await expect(link).toHaveAttribute("href", new RegExp(`/workflows/transcribe-${ground.sampleJobId}$`));
});

test("an address of nothing says so, and the way back is there", async ({ page, troubles }) => {
  troubles.expect(/status of 404/);
  await page.goto("/entries/7d3f4e86-0c7e-4d0b-9f4e-6b1f0c2a9d11");
  await expect(page.getByRole("heading", { level: 1, name: "This entry is not here" })).toBeVisible();
});
