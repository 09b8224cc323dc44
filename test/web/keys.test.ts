import { expect, test } from "./fixtures.js";
import { expectAccessible } from "./support/accessibility.js";
import { startKeyedGateway, type KeyedGateway } from "./support/keyed-gateway.js";

/* Of a gateway that asks for keys. */

test.describe.configure({ mode: "serial" });

let service: KeyedGateway;
let firstKey: string;

test.beforeAll(async ({ ground }) => {
  service = await startKeyedGateway(ground);
  firstKey = await service.newKey("team", "jobs:read,jobs:write,keys:write,webhooks:write");
});
test.afterAll(() => service.stop());

test.beforeEach(async ({ page }) => {
  const headers = { origin: service.url };
  await page.request.post(`${service.url}/v1/session`, { data: { key: firstKey }, headers });
  await page.goto(`${service.url}/settings`);
});

test("a key is made, shown once, and lets in until it is revoked", async ({ page }) => {
  const keys = page.getByRole("region", { name: "API keys" });
  await keys.getByRole("button", { name: "New key" }).click();
  const window = page.getByRole("dialog");
  await window.getByLabel("Name").fill("kitchen tablet");
  await window.getByLabel("Add, change and erase recordings").uncheck();
  await expectAccessible(page);
  await window.getByRole("button", { name: "Make the key" }).click();
  const key = await window.getByLabel("Key", { exact: true }).textContent();
  await window.getByRole("button", { name: "Done" }).click();
  const asksWithIt = async () =>
    (await fetch(`${service.url}/v1/jobs`, { headers: { authorization: `Bearer ${key ?? ""}` } })).status;
  expect(await asksWithIt()).toBe(200);

  const row = keys.getByRole("listitem").filter({ hasText: "kitchen tablet" });
  await expect(row).toContainText("Read recordings, transcripts and notes");
  await expect(row).not.toContainText("Add, change and erase recordings");
  await row.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("“kitchen tablet” is revoked.")).toBeVisible();
  expect(await asksWithIt()).toBe(401);
  await keys.getByText("No longer valid").click();
  await expect(row).toContainText("revoked");
});

test("a key without a name, or with nothing that it may do, is not made", async ({ page }) => {
  await page.getByRole("button", { name: "New key" }).click();
  const window = page.getByRole("dialog");
  for (const scope of await window.getByRole("checkbox").all()) await scope.uncheck();
  await window.getByRole("button", { name: "Make the key" }).click();
  await expect(window.getByLabel("Name")).toHaveAccessibleDescription("Give it a name.");
  await expect(window.getByRole("alert")).toHaveText("A key has to be allowed something.");
});

test("signing out takes the key from the browser", async ({ page, troubles }) => {
  troubles.expect(/401/);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${service.url}/`);
  const session = await page.request.get(`${service.url}/v1/session`);
  expect(await session.json()).toMatchObject({ signedIn: false });
});
