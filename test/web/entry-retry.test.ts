import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { z } from "zod";
import { expect, test } from "./fixtures.js";
import { ended, openEntry } from "./support/entry.js";
import { SAMPLE } from "./support/ground.js";

/** A machine that is busy with other things. */
const PATIENCE_MS = 150_000;

test("what failed is taken up again, as the same entry", async ({ page, ground }) => {
  test.setTimeout(PATIENCE_MS);
  const sample = await readFile(SAMPLE);
  let isThere = false;
  const server = createServer((_request, response) => {
    if (isThere) response.end(sample);
    else response.writeHead(403).end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const answer = await fetch(`${ground.url}/v1/jobs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ url: `http://127.0.0.1:${address.port}/talk.flac`, title: "Failed at first" }),
  });
  const { id } = z.object({ id: z.string() }).parse(await answer.json());
  await ended(ground.url, id);

  isThere = true;
  await openEntry(page, id);
  await page.getByRole("button", { name: "Transcribe it again" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Key events" })).toBeVisible({ timeout: PATIENCE_MS });
  await expect(page).toHaveURL(new RegExp(id));
  // The player has the recording as soon as that has been fetched.
  await expect(page.getByRole("region", { name: "Player" })).toContainText(/ \/ 0:36/);
  server.close();
});
