import { fileURLToPath } from "node:url";

/** The folder that the service is run from: where package.json, scripts/ and dist/ are. */
export const checkout = fileURLToPath(new URL("../../..", import.meta.url));
