import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { SetupError } from "./errors.mjs";
import { withLock } from "./lock.mjs";
import { projectCache, root } from "./paths.mjs";
import { run } from "./run.mjs";
import { busy, say } from "./say.mjs";

const stampFile = join(projectCache, "build.stamp");
const PRODUCTS = [
  "dist/stack/main.js",
  "dist/workflow-bundle.js",
  "dist/workflow-bundle-traced.js",
  "dist/web/index.html",
];

/** Made by the build in the midst of the sources. */
const GENERATED = [join(root, "web/src/api/schema.d.ts")];

/** Compiles the sources and bundles the workflows, when their content is not what was built last. */
export async function ensureBuilt() {
  await mkdir(projectCache, { recursive: true });
  await withLock(join(projectCache, "build.lock"), async () => {
    const stamp = await digestOfSources();
    if ((await readStamp()) === stamp && (await productsExist())) return;
    const shown = busy("build", "npm run build");
    try {
      // The pinned Node of node_modules, as for every other npm script.
      const path = [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
      await run("npm", ["run", "build"], { cwd: root, env: { PATH: path } });
    } catch (error) {
      throw new SetupError(`The build failed. ${error.message}`);
    } finally {
      shown.done();
    }
    await writeFile(stampFile, stamp);
    say("✓ built");
  });
}

async function digestOfSources() {
  const hash = createHash("sha256");
  const sources = [...(await filesIn("src")), ...(await filesIn("web"))].filter(
    (file) => !GENERATED.includes(file),
  );
  const settings = ["tsconfig.json", "tsconfig.build.json", "package.json", "package-lock.json"];
  for (const file of [...settings.map((name) => join(root, name)), ...sources.sort()])
    hash.update(`${file}\0`).update(await readFile(file));
  return hash.digest("hex");
}

async function filesIn(folder) {
  return (await readdir(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

async function readStamp() {
  return await readFile(stampFile, "utf8").catch(() => "");
}

async function productsExist() {
  const found = await Promise.allSettled(PRODUCTS.map((name) => stat(join(root, name))));
  return found.every(({ status }) => status === "fulfilled");
}
