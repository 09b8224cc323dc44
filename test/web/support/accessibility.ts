import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const WEIGHTY: readonly unknown[] = ["serious", "critical"];

/** Fails on what axe finds serious or critical, with the rule and the elements. */
export async function expectAccessible(page: Page): Promise<void> {
  // What is still fading in has the contrast of a ghost; what turns for ever is not waited for.
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const weighty = violations
    .filter(({ impact }) => WEIGHTY.includes(impact))
    .map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `    ${html}`).join("\n")}`);
  expect(weighty).toEqual([]);
}
