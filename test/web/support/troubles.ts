import type { Page } from "@playwright/test";

/** What a page complains of: errors that nobody caught, errors in its console, what its security policy refused. */
export class Troubles {
  readonly #seen: string[] = [];
  readonly #expected: RegExp[] = [];

  watch(page: Page): void {
    page.on("pageerror", (error) => this.#seen.push(`not caught: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.#seen.push(`${message.text()} (${message.location().url})`);
    });
  }

  /** For a test that itself causes them, by taking the network away for example. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  get unexpected(): string[] {
    return this.#seen.filter((trouble) => !this.#expected.some((pattern) => pattern.test(trouble)));
  }
}
