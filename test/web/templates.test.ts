import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.js";
import { expectAccessible } from "./support/accessibility.js";
import { SAMPLE } from "./support/ground.js";
import { listJobs } from "./support/jobs.js";

const FILE = "told-by-my-template.flac";

test("a kind of note is made, chosen for a recording, changed and deleted", async ({ page, ground }) => {
  test.setTimeout(180_000);
  await page.goto("/settings");
  const kinds = page.getByRole("region", { name: "Kinds of notes" });
  await kinds.getByRole("button", { name: "New kind of note" }).click();
  const editor = page.getByRole("dialog");
  await editor.getByRole("button", { name: "Save" }).click();
  await expect(editor.getByLabel("Name")).toHaveAccessibleDescription("Give it a name.");
  await editor.getByLabel("Name").fill("Outdoors");
  await editor.getByLabel("Heading").fill("Garden");
  await editor.getByRole("button", { name: "Add a section" }).click();
  await editor.getByLabel("Heading").last().fill("River");
  await editor.getByRole("button", { name: "Move section 2 up" }).click();
  await expectAccessible(page);
  await editor.getByRole("button", { name: "Save" }).click();
  const row = kinds.getByRole("listitem").filter({ hasText: "Outdoors" });
  await expect(row).toContainText("River · Garden");

  await page.goto("/");
  await page.getByText("Options for what comes next").click();
  await page.getByLabel("Kind of note").selectOption({ label: "Outdoors" });
  const recording = { name: FILE, mimeType: "audio/flac", buffer: await readFile(SAMPLE) };
  await page.locator("input[type=file]").first().setInputFiles(recording);
  const told = async () => (await listJobs(ground.url)).find(({ fileName }) => fileName === FILE);
  await expect.poll(async () => (await told())?.status, { timeout: 120_000 }).toBe("completed");
  await page.goto(`/entries/${(await told())?.id ?? ""}`);
  await expect(page.getByRole("heading", { name: "River" })).toBeVisible();

  await page.goto("/settings");
  await row.getByRole("button", { name: "Edit: Outdoors" }).click();
  await editor.getByLabel("Name").fill("Outside");
  await editor.getByRole("button", { name: "Save" }).click();
  const changed = kinds.getByRole("listitem").filter({ hasText: "Outside" });
  await changed.getByRole("button", { name: "Delete: Outside" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(changed).toHaveCount(0);
  await page.goto("/");
  await page.getByText("Options for what comes next").click();
  await expect(page.getByLabel("Kind of note")).toHaveValue("diary");
});
