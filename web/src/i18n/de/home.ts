import type { home as texts } from "../en/home.js";

export const home: typeof texts = {};
