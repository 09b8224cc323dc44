import { expect, test } from "./fixtures.js";
import { ended, openEntry, transcriptOf, upload } from "./support/entry.js";
import { SAMPLE } from "./support/ground.js";

let jobId = "";

test.beforeEach(async ({ ground }, { title }) => {
  jobId = await upload(ground.url, SAMPLE, { title });
  await ended(ground.url, jobId);
});

test("a sentence is corrected where it stands, and taken back from the list of corrections", async ({
  page,
  ground,
}) => {
  const { segments } = await transcriptOf(ground.url, jobId);
  const [first] = segments;
  await openEntry(page, jobId);
  await page
    .getByRole("button", { name: /^Correct what is said/ })
    .first()
    .click();
  const field = page.getByRole("textbox", { name: "What is said at 0:00" });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(first?.text ?? "");
  await field.fill("Today is a day that I made up.");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Today is a day that I made up.")).toBeVisible();
  await expect(page.getByText("Corrected.")).toBeVisible();
  const changed = (await transcriptOf(ground.url, jobId)).segments[0];
  expect(changed?.text).toBe("Today is a day that I made up.");
  // Each of the new words has its time.
  expect(changed?.words).toHaveLength(8);

  await page.getByRole("button", { name: "Corrections" }).click();
  const history = page.getByRole("dialog", { name: "Corrections" });
  await expect(history.locator("ins").first()).toBeVisible();
  await history.getByRole("button", { name: "Take back" }).click();
  await expect(history.getByRole("listitem")).toHaveCount(2);
  expect((await transcriptOf(ground.url, jobId)).segments[0]?.text).toBe(first?.text);
});

test("what was typed survives a service that does not take it, and a reload", async ({
  page,
  ground,
  troubles,
}) => {
  troubles.expect(/status of 503/);
  await openEntry(page, jobId);
  await page.route("**/transcript", (route) =>
    route.request().method() === "PATCH"
      ? route.fulfill({ status: 503, json: { code: "storage_unavailable", detail: "The storage is away." } })
      : route.fallback(),
  );
  await page
    .getByRole("button", { name: /^Correct what is said/ })
    .first()
    .click();
  const field = page.getByRole("textbox", { name: "What is said at 0:00" });
  await field.fill("Not stored yet.");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("The storage is away.");
  await expect(field).toHaveValue("Not stored yet.");
  await page.unroute("**/transcript");
  await page.reload();
  await page.getByText("A correction of yours is not stored yet.").waitFor();
  await page.getByRole("button", { name: "Show" }).click();
  await expect(field).toHaveValue("Not stored yet.");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Corrected.")).toBeVisible();
  expect((await transcriptOf(ground.url, jobId)).segments[0]?.text).toBe("Not stored yet.");
});

test("who corrects what somebody else has corrected meanwhile is told, and chooses", async ({
  page,
  ground,
  troubles,
}) => {
  troubles.expect(/status of 409.*\/transcript/);
  await openEntry(page, jobId);
  await page
    .getByRole("button", { name: /^Correct what is said/ })
    .first()
    .click();
  await page.getByRole("textbox", { name: "What is said at 0:00" }).fill("Mine.");
  const { segments } = await transcriptOf(ground.url, jobId);
  await page.request.patch(`/v1/jobs/${jobId}/transcript`, {
    headers: { "sec-fetch-site": "same-origin" },
    data: { edits: [{ segmentId: segments[0]?.id, text: "Theirs." }] },
  });
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("Somebody else has changed this meanwhile");
  await expect(page.getByText("There it now reads: “Theirs.”")).toBeVisible();
  await page.getByRole("button", { name: "Keep mine" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Corrected.")).toBeVisible();
  expect((await transcriptOf(ground.url, jobId)).segments[0]?.text).toBe("Mine.");
});

test("title and tags are changed where they stand, and Escape leaves them", async ({ page }) => {
  await openEntry(page, jobId);
  await page.getByRole("button", { name: "Edit title and tags" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Cherries");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Cherries");
  await page.getByRole("button", { name: "Edit title and tags" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Cherries");
  await page.getByRole("textbox", { name: /^Tags/ }).fill("market, river");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cherries");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cherries");
  await expect(page.getByRole("listitem").filter({ hasText: "market" }).first()).toBeVisible();
});

test("the note is written again as another kind, and is there without a reload", async ({ page }) => {
  await openEntry(page, jobId);
  await expect(page.getByRole("heading", { name: "Key events" })).toBeVisible();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Write the note again" }).click();
  const dialog = page.getByRole("dialog", { name: "Write the note again" });
  await dialog.getByRole("combobox", { name: "Kind of note" }).selectOption({ label: "Meeting" });
  await dialog.getByRole("button", { name: "Write it" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "Key events" })).toBeHidden();
  await expect(page.getByRole("heading", { name: "Summary" })).toBeVisible();
});

test("a note is changed by hand, and what the writer wrote is kept and comes back", async ({
  page,
  ground,
}) => {
  await openEntry(page, jobId);
  const note = page.getByRole("region", { name: "Note" });
  await page.getByRole("button", { name: "Edit the note" }).click();
  const statements = note.getByRole("textbox", { name: "Statement" });
  const written = await statements.nth(1).inputValue();
  await statements.nth(1).fill("I was awake before the birds.");
  await note.getByRole("button", { name: "Remove this statement" }).last().click();
  await page.locator("audio").evaluate((audio: HTMLAudioElement) => (audio.currentTime = 12.6));
  await note
    .getByRole("button", { name: /^Add what is said/ })
    .last()
    .click();
  const added = await statements.last().inputValue();
  await page.reload();
  // Nothing that was typed is gone.
  await expect(statements.nth(1)).toHaveValue("I was awake before the birds.");
  await note.getByRole("button", { name: "Save" }).click();
  await expect(note.getByText("I was awake before the birds.")).toBeVisible();
  await expect(note.getByText(added).last()).toBeVisible();
  const lastReflection = async () => {
    const stored = (await (await fetch(`${ground.url}/v1/jobs/${jobId}/note`)).json()) as {
      reflections: { text: string; evidence: { quote: string }[] }[];
    };
    return stored.reflections.at(-1);
  };
  // What was typed is seen before it is stored, too.
  await expect.poll(async () => (await lastReflection())?.text).toBe(added);
  expect((await lastReflection())?.evidence[0]?.quote).not.toBe("");

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Earlier versions of the note" }).click();
  const versions = page.getByRole("dialog", { name: "Earlier versions of the note" });
  await versions.getByRole("listitem").last().getByRole("button").first().click();
  await versions.getByRole("button", { name: "Take this version" }).click();
  await expect(note.getByText(written).first()).toBeVisible();
  await expect(note.getByText("I was awake before the birds.")).toBeHidden();
});
