import { z } from "zod";

/** Text with something in it, without the blanks around it. A pattern, so that the API's document tells the rule. */
export function filledText(maxLength: number) {
  return z.string().trim().regex(/\S/, "is empty").max(maxLength);
}
