import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const WEIGHTY: readonly unknown[] = ["serious", "critical"];

/** Fails on what axe finds serious or critical, with the rule and the elements. */
export async function expectAccessible(page: Page): Promise<void> {
  // What is still fading in has the contrast of a ghost.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null))),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const weighty = violations
    .filter(({ impact }) => WEIGHTY.includes(impact))
    .map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `    ${html}`).join("\n")}`);
  expect(weighty).toEqual([]);
}
