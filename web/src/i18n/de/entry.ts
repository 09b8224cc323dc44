import type { entry as texts } from "../en/entry.js";

export const entry: typeof texts = {};
