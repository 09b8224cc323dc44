import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { ChecksumMismatch, SourceUnavailable } from "../errors.mjs";
import { run } from "../run.mjs";
import { goCommand } from "../tools/go.mjs";

/** A program built from a Go module whose checksum is pinned; takes a Go of at least `go` and some minutes. */
export function goModule({ module, version, sum, command, program, go }) {
  return {
    label: `built from its Go module, ${module}@${version}`,
    async fetch(work, tools) {
      const compiler = await goCommand(go, work, tools);
      const modules = join(work, "module");
      await mkdir(modules);
      const { stdout } = await run(compiler, ["mod", "download", "-json", `${module}@${version}`], {
        cwd: modules,
      }).catch(unavailable);
      const actual = JSON.parse(stdout).Sum;
      if (actual !== sum) throw new ChecksumMismatch(`${module} has the sum ${actual}, but ${sum} is pinned`);
      await run(compiler, ["install", "-trimpath", `${module}/${command}@${version}`], {
        cwd: modules,
        env: { GOBIN: join(work, "bin") },
      }).catch(unavailable);
      await Promise.all(
        [modules, join(work, "go")].map((folder) => rm(folder, { recursive: true, force: true })),
      );
      return { path: join("bin", program) };
    },
  };
}

function unavailable(error) {
  throw new SourceUnavailable(error.message);
}
