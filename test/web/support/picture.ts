import type { Page } from "@playwright/test";

/** Width and height in pixels as the browser decodes it, as "192x192". */
export function sizeOfPicture(page: Page, address: string): Promise<string> {
  return page.evaluate(async (src) => {
    const picture = new Image();
    picture.src = src;
    await picture.decode();
    return `${picture.naturalWidth}x${picture.naturalHeight}`;
  }, address);
}
