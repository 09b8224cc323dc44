import type { looking as texts } from "../en/looking.js";

export const looking: typeof texts = {};
