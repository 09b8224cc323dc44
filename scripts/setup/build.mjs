import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, stat, utimes, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { SetupError } from "./errors.mjs";
import { withLock } from "./lock.mjs";
import { projectCache, root } from "./paths.mjs";
import { run } from "./run.mjs";
import { busy, say } from "./say.mjs";

const stampFile = join(projectCache, "build.stamp");
const PRODUCTS = [
  "dist/stack/main.js",
  "dist/cli/main.js",
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
    if ((await readStamp()) === stamp && (await productsExist())) {
      // Newer than the sources again, which is all that isBuilt() looks at.
      await utimes(stampFile, new Date(), new Date());
      return;
    }
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

/** Whether the build is younger than every source: a quick look, for programs that are started often. */
export async function isBuilt() {
  const built = await stat(stampFile).catch(() => undefined);
  if (built === undefined || !(await productsExist())) return false;
  const files = [...SETTINGS.map((name) => join(root, name)), ...(await sources())];
  const times = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
  return Math.max(...times) <= built.mtimeMs;
}

const SETTINGS = ["tsconfig.json", "tsconfig.build.json", "package.json", "package-lock.json"];

async function sources() {
  const files = [...(await filesIn("src")), ...(await filesIn("web"))];
  return files.filter((file) => !GENERATED.includes(file));
}

async function digestOfSources() {
  const hash = createHash("sha256");
  for (const file of [...SETTINGS.map((name) => join(root, name)), ...(await sources()).sort()])
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
