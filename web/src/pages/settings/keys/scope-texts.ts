import type { Scope } from "../../../api/keys.js";

/** What a key may do, in words. A colon in a text's name would be taken for the end of its namespace. */
export const SCOPE_TEXTS = {
  "jobs:read": "looking.settings.keys.scope.readJobs",
  "jobs:write": "looking.settings.keys.scope.writeJobs",
  "keys:write": "looking.settings.keys.scope.writeKeys",
  "webhooks:write": "looking.settings.keys.scope.writeWebhooks",
} as const satisfies Record<Scope, string>;
