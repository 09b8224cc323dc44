import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Plugin } from "vite";

/** Of the fonts those that nearly all need; an alphabet that is met more rarely comes over the network. */
const SHELL =
  /^(index\.html|manifest\.webmanifest|icon\.svg|assets\/(.+\.(js|css)|newsreader-latin-(ext-)?wght-.+\.woff2))$/;

/** Builds the service worker once the page is built, and tells it which files the page is made of. */
export function serviceWorker(): Plugin {
  let root = "";
  let folder = "";
  return {
    name: "diarist:service-worker",
    apply: "build",
    configResolved: (config) => {
      root = config.root;
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: {
      order: "pre",
      sequential: true,
      handler: async () => {
        const names = (await readdir(folder, { recursive: true })).filter((name) => SHELL.test(name)).sort();
        const hash = createHash("sha256");
        for (const name of names) hash.update(`${name}\0`).update(await readFile(join(folder, name)));
        const shell = { version: hash.digest("hex").slice(0, 16), files: names.map((name) => `/${name}`) };
        await build({
          configFile: false,
          root,
          publicDir: false,
          logLevel: "warn",
          define: { SHELL: JSON.stringify(shell) },
          build: {
            outDir: folder,
            emptyOutDir: false,
            target: "es2023",
            lib: {
              entry: join(root, "worker/service-worker.ts"),
              formats: ["iife"],
              name: "diarist",
              fileName: () => "service-worker.js",
            },
          },
        });
      },
    },
  };
}
