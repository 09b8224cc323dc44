import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest)$/;

/** Lays a `.br` and a `.gz` beside each text file of the build, so that serving it costs no compression. */
export function precompressed(): Plugin {
  let folder = "";
  return {
    name: "diarist:precompressed",
    apply: "build",
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: {
      order: "post",
      sequential: true,
      handler: async () => {
        const names = await readdir(folder, { recursive: true });
        for (const file of names
          .filter((name) => COMPRESSIBLE.test(name))
          .map((name) => join(folder, name))) {
          const content = await readFile(file);
          const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
          await writeFile(`${file}.br`, brotliCompressSync(content, { params }));
          await writeFile(`${file}.gz`, gzipSync(content, { level: 9 }));
        }
      },
    },
  };
}
