import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Files that are imported below, so that every import leads somewhere. */
const TARGETS = [
  "src/domain/thing.ts",
  "src/contracts/thing.ts",
  "src/workflows/thing.ts",
  "src/activities/thing.ts",
  "src/storage/ports.ts",
  "src/storage/adapter.ts",
  "src/providers/speech/port.ts",
  "src/providers/speech/adapter.ts",
  "src/media/port.ts",
  "src/api/routes/thing.ts",
  "src/workers/main.ts",
  "src/config.ts",
  "src/logger.ts",
  "src/process.ts",
];

/** An importing folder, what it imports, and the rule that refuses it; no rule where the import is allowed. */
const CASES: [folder: string, target: string, rule?: string][] = [
  ["domain", "zod"],
  ["domain", "node:fs", "domain-may-import"],
  ["domain", "contracts/thing", "domain-may-import"],
  ["domain", "type storage/ports", "domain-may-import"],
  ["contracts", "domain/thing"],
  ["contracts", "workflows/thing", "contracts-may-import"],
  ["workflows", "contracts/thing"],
  ["workflows", "@temporalio/workflow"],
  ["workflows", "type activities/thing"],
  ["workflows", "activities/thing", "workflows-may-import-as-types"],
  ["workflows", "zod", "workflows-may-import"],
  ["workflows", "node:crypto", "workflows-may-import"],
  ["workflows", "@temporalio/common", "workflows-may-import"],
  ["workflows", "type storage/ports", "workflows-may-import"],
  ["activities", "@temporalio/activity"],
  ["activities", "node:fs/promises"],
  ["activities", "type storage/ports"],
  ["activities", "type providers/speech/port"],
  ["activities", "type media/port"],
  ["activities", "storage/ports", "activities-may-import-as-types"],
  ["activities", "type storage/adapter", "activities-may-import"],
  ["activities", "openai", "openai-has-an-owner"],
  ["activities", "workflows/thing", "activities-may-import"],
  ["activities", "config", "activities-may-import"],
  ["storage", "@aws-sdk/client-s3"],
  ["storage", "type logger"],
  ["storage", "logger", "storage-may-import-as-types"],
  ["storage", "openai", "openai-has-an-owner"],
  ["storage", "providers/speech/port", "storage-may-import"],
  ["providers/speech", "openai"],
  ["providers/speech", "@aws-sdk/client-s3", "aws-sdk-has-an-owner"],
  ["providers/speech", "type config", "providers-may-import"],
  ["media", "node:child_process"],
  ["media", "type process"],
  ["media", "process", "media-may-import-as-types"],
  ["media", "activities/thing", "media-may-import"],
  ["api/routes", "express"],
  ["api/routes", "@temporalio/client"],
  ["api/routes", "type storage/ports"],
  ["api/routes", "type workflows/thing"],
  ["api/routes", "workflows/thing", "api-may-import-as-types"],
  ["api/routes", "storage/adapter", "api-may-import"],
  ["api/routes", "activities/thing", "api-may-import"],
  ["api/routes", "config", "api-may-import"],
  ["api/routes", "@temporalio/worker", "temporalio-worker-has-an-owner"],
  ["cli", "contracts/thing"],
  ["cli", "domain/thing", "cli-may-import"],
  ["workers", "config"],
  ["workers", "storage/adapter"],
  ["workers", "@temporalio/worker"],
  ["workers", "@aws-sdk/client-s3", "aws-sdk-has-an-owner"],
  ["workers", "@temporalio/testing", "no-development-packages"],
  ["workers", "acorn", "no-undeclared-packages"],
  ["workers", "no-such-package", "no-unresolvable"],
  ["stack", "workers/main"],
  ["storage", "workers/main", "entry-points-are-not-imported"],
];

const cruiseSchema = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

const importingFile = (index: number, folder: string): string => `src/${folder}/case-${String(index)}.ts`;

function importLine(folder: string, target: string): string {
  const [, type = "", name = ""] = /^(type )?(.+)$/.exec(target) ?? [];
  const isLocal = TARGETS.includes(`src/${name}.ts`);
  const up = "../".repeat(folder.split("/").length);
  return `import ${type}* as it from "${isLocal ? `${up}${name}.js` : name}";\nexport type It = typeof it;\n`;
}

describe("the import rules", () => {
  const tree = mkdtempSync(join(tmpdir(), "diarist-import-rules-"));
  const broken = new Map<string, string[]>();

  beforeAll(() => {
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    };
    for (const path of TARGETS) write(path, "export const thing = 1;\n");
    CASES.forEach(([folder, target], index) => {
      write(importingFile(index, folder), importLine(folder, target));
    });
    for (const name of [".dependency-cruiser.js", "package.json", "tsconfig.json"])
      copyFileSync(join(ROOT, name), join(tree, name));
    symlinkSync(join(ROOT, "node_modules"), join(tree, "node_modules"));

    const run = spawnSync(join(ROOT, "node_modules/.bin/depcruise"), ["src", "--output-type", "json"], {
      cwd: tree,
      encoding: "utf8",
      maxBuffer: 64 * 1024 ** 2,
    });
    const { summary } = cruiseSchema.parse(JSON.parse(run.stdout));
    for (const { from, rule } of summary.violations)
      broken.set(from, [...(broken.get(from) ?? []), rule.name]);
  });

  afterAll(() => {
    rmSync(tree, { recursive: true });
  });

  it.each(CASES.map(([folder, target, rule = "allowed"], index) => ({ folder, target, rule, index })))(
    "$folder importing $target: $rule",
    ({ folder, rule, index }) => {
      const rules = broken.get(importingFile(index, folder)) ?? ["allowed"];
      expect(rules).toContain(rule);
    },
  );
});
