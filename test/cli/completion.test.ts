import { execFile, spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { spawn as spawnInTerminal } from "@lydell/node-pty";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { SOURCES, runPiped } from "./command-line.js";

/* Each shell is asked as someone in it does, with the real program behind it. */

const run = promisify(execFile);
const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];
const missing = SHELLS.filter((shell) => spawnSync(shell, ["-c", "exit"]).status !== 0);
for (const shell of missing)
  process.stderr.write(`Skipped: completion in ${shell}, which is not installed\n`);
const testIn = (shell: Shell) => test.skipIf(missing.includes(shell));

let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "diarist-completion-"));
  const program = join(folder, "diarist");
  const words = [process.execPath, ...SOURCES].map((word) => `'${word}'`).join(" ");
  await writeFile(program, `#!/bin/sh\nexec ${words} "$@"\n`);
  await chmod(program, 0o755);
  env = {
    PATH: [folder, process.env["PATH"] ?? ""].join(delimiter),
    ...{ HOME: folder, DIARIST_HOME: folder, TERM: "xterm" },
  };
});
afterAll(() => rm(folder, { recursive: true }));

async function script(shell: Shell): Promise<string> {
  const path = join(folder, `completion.${shell}`);
  await writeFile(path, (await runPiped(["completion", shell], { env })).stdout);
  return path;
}

/** What bash offers for the last of the words. */
async function offeredByBash(words: readonly string[]): Promise<string[]> {
  const commands = [
    `source '${await script("bash")}'`,
    `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")})`,
    `COMP_CWORD=${words.length - 1} COMP_LINE='${words.join(" ")}' COMP_POINT=${words.join(" ").length}`,
    `complete -p diarist | grep -oE -- '-F [^ ]+' | cut -c4- > '${folder}/function'`,
    `"$(cat '${folder}/function')"`,
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ];
  const { stdout } = await run("bash", ["--norc", "-c", commands.join("\n")], { env });
  return stdout.trim().split("\n");
}

async function offeredByFish(line: string): Promise<string[]> {
  const { stdout } = await run("fish", ["-c", `source '${await script("fish")}'; complete -C '${line}'`], {
    env,
  });
  return stdout.trim().split("\n");
}

/** What comes after a line and Tab in a terminal has to have this in it. */
async function expectOfZsh(line: string, completed: string): Promise<void> {
  const path = await script("zsh");
  let seen = "";
  const shell = spawnInTerminal("zsh", ["-f", "-i"], { cols: 120, rows: 30, env, cwd: folder });
  onTestFinished(() => shell.kill());
  shell.onData((text) => (seen += text));
  shell.write(`PS1='> '; autoload -U compinit; compinit -u; source '${path}'; print -r rea'dy'\r`);
  await expect.poll(() => seen, { timeout: 20_000 }).toMatch(/ready\r\n/);
  seen = "";
  shell.write(`${line}\t`);
  await expect.poll(() => seen, { timeout: 20_000 }).toContain(completed);
}

describe("completion", () => {
  testIn("bash")("in bash offers commands, the commands of a group, and options", async () => {
    expect((await offeredByBash(["diarist", "tran"])).join("\n")).toMatch(/^transcribe.*\ntranscript/);
    expect((await offeredByBash(["diarist", "jobs", "er"])).join("\n")).toMatch(/^erase/);
    expect((await offeredByBash(["diarist", "transcribe", "--form"])).join("\n")).toMatch(/^--format/);
  });

  testIn("fish")(
    "in fish offers commands with what they do, the commands of a group, and options",
    async () => {
      expect(await offeredByFish("diarist expo")).toEqual([
        expect.stringMatching(/^export\tWrite everything/),
      ]);
      expect(await offeredByFish("diarist jobs er")).toEqual([expect.stringMatching(/^erase\tErase jobs/)]);
      expect(await offeredByFish("diarist transcribe --form")).toEqual([
        expect.stringMatching(/^--format\t/),
      ]);
    },
  );

  testIn("zsh")("in zsh completes commands, the commands of a group, and options", async () => {
    await expectOfZsh("diarist expo", "export");
    await expectOfZsh("diarist jobs er", "erase");
    await expectOfZsh("diarist transcribe --form", "--format");
  });
});
