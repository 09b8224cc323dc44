import { z } from "zod";

const DAY = "has to be a day such as 2026-11-22";

export const daySchema = z.iso.date(DAY);

/** As `jobs list` takes it. */
export const dayOrTimeSchema = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: `${DAY} or a time such as 2026-11-22T20:15:30Z`,
});
