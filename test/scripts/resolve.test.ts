import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { place } from "../../scripts/setup/cache.mjs";
import { SetupError, SourceUnavailable } from "../../scripts/setup/errors.mjs";
import { resolvePart } from "../../scripts/setup/resolve.mjs";
import { atLeast, versionFrom } from "../../scripts/setup/versions.mjs";

let folder: string;
let cache: string;
let bin: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "diarist-resolve-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cache = join(folder, "cache");
  bin = join(folder, "bin");
  mkdirSync(bin);
});

interface Source {
  label: string;
  fetch: (work: string) => Promise<{ path: string }>;
}

function program(name: string, version: string): string {
  const path = join(bin, name);
  writeFileSync(path, `#!/bin/sh\necho "tool version ${version}"\n`);
  chmodSync(path, 0o755);
  return path;
}

const good = (label: string): Source => ({
  label,
  fetch: (work) => {
    writeFileSync(join(work, "tool"), label);
    return Promise.resolve({ path: "tool" });
  },
});
const broken = (label: string, why: string): Source => ({
  label,
  fetch: (work) => {
    writeFileSync(join(work, "half"), "");
    return Promise.reject(new SourceUnavailable(why));
  },
});

async function withVersion(fetched: Promise<{ path: string }>, version: string) {
  return { ...(await fetched), version };
}

function resolveTool(
  sources: Source[],
  env: Record<string, string> = {},
  program: string | string[] = "tool",
) {
  const part = {
    name: "tool",
    id: "tool-2.1-here",
    version: "2.1",
    why: "does things",
    configured: "DIARIST_TOOL",
    onPath: { program, versionArgs: ["--version"], suits: versionFrom(/version (\d[\d.]*)/, "2.0") },
    sources,
    otherwise: "Install tool 2.",
  };
  return resolvePart(part, { cache, env: { PATH: "", ...env } });
}

describe("a part", () => {
  test("is taken from the configuration before anything else", async () => {
    program("tool", "2.5");
    const own = program("my-tool", "9");
    const found = await resolveTool([good("publisher")], { DIARIST_TOOL: own, PATH: bin });
    expect(found.path).toBe(own);
  });

  test("that is configured but missing is an error, not a reason to look elsewhere", async () => {
    const env = { DIARIST_TOOL: join(folder, "nowhere") };
    await expect(resolveTool([good("publisher")], env)).rejects.toThrow(
      /DIARIST_TOOL names .*does not exist/,
    );
  });

  test("is taken from the PATH where its version fits", async () => {
    const path = program("tool", "2.5");
    const found = await resolveTool([good("publisher")], { PATH: bin });
    expect(found).toMatchObject({ path, version: "2.5" });
  });

  test.each(["1.9", "3.0"])("is not taken from the PATH in version %s", async (version) => {
    program("tool", version);
    const found = await resolveTool([good("publisher")], { PATH: bin });
    expect(found).toMatchObject({ version: "2.1", source: "publisher" });
  });

  test("that bears another name on the PATH is found by it, when the first one does not fit", async () => {
    program("tool", "1.9");
    const path = program("tool-stable", "2.7");
    const found = await resolveTool([good("publisher")], { PATH: bin }, ["tool", "tool-stable"]);
    expect(found).toMatchObject({ path, version: "2.7" });
  });

  test("has the version that its source says, where the sources differ in it", async () => {
    const mirror = {
      ...good("mirror"),
      fetch: (work: string) => withVersion(good("mirror").fetch(work), "2.3"),
    };
    const found = await resolveTool([broken("publisher", "no way"), mirror]);
    expect(found).toMatchObject({ source: "mirror", version: "2.3" });
  });

  test("is fetched once and then found in the cache", async () => {
    const first = await resolveTool([good("publisher")]);
    const second = await resolveTool([broken("publisher", "must not be asked")]);
    expect(second.path).toBe(first.path);
    expect(second.source).toBe("cache (publisher)");
  });

  test("comes from the first source that serves, in their order", async () => {
    const found = await resolveTool([broken("publisher", "no way"), good("mirror"), good("other mirror")]);
    expect(found.source).toBe("mirror");
  });

  test("that no source serves ends in one message with every reason and what to do", async () => {
    const sources = [broken("publisher", "no way"), broken("mirror", "not here either")];
    const error = await resolveTool(sources).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SetupError);
    expect(String(error)).toContain("  publisher: no way\n  mirror: not here either\nInstall tool 2.");
  });
});

describe("the cache", () => {
  test("never shows a part that is not complete", async () => {
    let during = true;
    await place(cache, "tool-1", (work: string) => {
      during = existsSync(join(cache, "tool-1"));
      writeFileSync(join(work, "tool"), "");
      return Promise.resolve({ path: "tool", version: "1", source: "here" });
    });
    expect(during).toBe(false);
    expect(existsSync(join(cache, "tool-1", "tool"))).toBe(true);
  });

  test("keeps nothing of an attempt that failed", async () => {
    await resolveTool([broken("publisher", "no")]).catch(() => undefined);
    expect(readdirSync(cache).sort()).toEqual(["locks", "unfinished"]);
    expect(readdirSync(join(cache, "unfinished"))).toEqual([]);
  });

  test("is filled once by two set-ups at the same time", async () => {
    let fills = 0;
    const fill = async (work: string) => {
      fills += 1;
      writeFileSync(join(work, "tool"), "");
      await Promise.resolve();
      return { path: "tool", version: "1", source: "here" };
    };
    const [first, second] = await Promise.all([place(cache, "tool-1", fill), place(cache, "tool-1", fill)]);
    expect(fills).toBe(1);
    expect(first).toEqual(second);
  });

  test("takes over a lock whose holder is dead", async () => {
    mkdirSync(join(cache, "locks"), { recursive: true });
    // No system hands out pids of this size.
    writeFileSync(join(cache, "locks", "tool-1"), "2147483646");
    const found = await place(cache, "tool-1", (work: string) => {
      writeFileSync(join(work, "tool"), "");
      return Promise.resolve({ path: "tool", version: "1", source: "here" });
    });
    expect(found?.path).toBe(join(cache, "tool-1", "tool"));
  });
});

test("versions are compared number by number", () => {
  expect(atLeast("1.10", "1.9")).toBe(true);
  expect(atLeast("1.9", "1.10")).toBe(false);
  expect(atLeast("1.8.0", "1.8")).toBe(true);
});
