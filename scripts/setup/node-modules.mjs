import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SetupError } from "./errors.mjs";
import { withLock } from "./lock.mjs";
import { cacheFolder, root } from "./paths.mjs";
import { run } from "./run.mjs";
import { busy, say } from "./say.mjs";

/** Installs the Node packages when what npm noted in node_modules is not what package-lock.json asks for. */
export async function ensureNodeModules() {
  // Not in node_modules, which `npm ci` removes.
  const checkout = createHash("sha256").update(root).digest("hex").slice(0, 12);
  await withLock(join(cacheFolder(), "locks", `checkout-${checkout}`), async () => {
    if (await isInstalled()) return;
    const shown = busy("npm", "npm ci");
    try {
      await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root });
    } catch (error) {
      throw new SetupError(`The Node packages could not be installed. ${error.message}`);
    } finally {
      shown.done();
    }
    say("✓ Node packages: npm ci");
  });
}

/** Whether what npm noted of node_modules is what package-lock.json asks for. */
export async function isInstalled() {
  try {
    const [wanted, present] = await Promise.all(
      ["package-lock.json", "node_modules/.package-lock.json"].map(async (name) =>
        JSON.parse(await readFile(join(root, name), "utf8")),
      ),
    );
    // npm leaves out optional packages that are meant for another platform.
    return Object.entries(wanted.packages).every(
      ([path, entry]) => path === "" || entry.optional || present.packages[path]?.version === entry.version,
    );
  } catch {
    return false;
  }
}
