import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const credentialsSchema = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });
export type Credentials = z.infer<typeof credentialsSchema>;

/** The keys of the embedded object store: made once, readable by their owner only. */
export function embeddedCredentials(home: string): Credentials {
  const file = join(home, "credentials.json");
  try {
    return credentialsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    // Anything else than a missing file is for a person to look at: new keys would not open the old data.
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  const made = {
    accessKeyId: randomBytes(10).toString("hex"),
    secretAccessKey: randomBytes(24).toString("hex"),
  };
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600, flag: "wx" });
  return made;
}
