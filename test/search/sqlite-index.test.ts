import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { SqliteIndex } from "../../src/search/sqlite-index.js";
import { ThreadedIndex } from "../../src/search/threaded-index.js";
import { indexedJob, question, said, testSearchIndex } from "./search-index-contract.js";

const folders: string[] = [];
const open: { close: () => Promise<void> }[] = [];
afterAll(async () => {
  for (const index of open) await index.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "diarist-search-"));
  folders.push(folder);
  return join(folder, "search");
}
function sqliteIndex(folder = newFolder()): SqliteIndex {
  const index = new SqliteIndex(folder);
  open.push(index);
  return index;
}
function threadedIndex(folder = newFolder()): ThreadedIndex {
  const index = new ThreadedIndex({
    folder,
    thread: {
      file: new URL("../../src/search/index-thread.ts", import.meta.url),
      options: { execArgv: ["--import", "tsx"] },
    },
  });
  open.push(index);
  return index;
}
const files = (folder: string) => readdirSync(folder).map((name) => join(folder, name));
const find = async (index: SqliteIndex | ThreadedIndex, tenantId: string, text: string) =>
  (await index.search(tenantId, question(text))).hits;

testSearchIndex("an index in SQLite files", async () => sqliteIndex());
testSearchIndex("the same on a thread of its own", async () => threadedIndex());

describe("an index in SQLite files", () => {
  test("is there again when it is opened again", async () => {
    const folder = newFolder();
    const before = sqliteIndex(folder);
    await before.put("a", indexedJob(), said("the dentist"));
    await before.close();
    expect(await find(sqliteIndex(folder), "a", "dentist")).toHaveLength(1);
  });

  test("that was closed writes nothing any more behind whoever removes its folder", async () => {
    const folder = newFolder();
    const index = sqliteIndex(folder);
    await index.put("a", indexedJob(), said("the dentist"));
    await index.close();
    rmSync(folder, { recursive: true });
    const late = index.put("a", indexedJob(), said("the baker"));
    await expect(late).rejects.toMatchObject({ code: "search_unavailable" });
    expect(existsSync(folder)).toBe(false);
  });

  test("keeps tenants apart whose names differ in capitals alone, each in its own file", async () => {
    const folder = newFolder();
    const index = sqliteIndex(folder);
    await index.put("Acme", indexedJob(), said("secret"));
    expect(await find(index, "acme", "secret")).toEqual([]);
    expect(files(folder).filter((file) => file.endsWith(".sqlite"))).toHaveLength(2);
  });

  test("serves more tenants than it keeps files open", async () => {
    const index = sqliteIndex();
    const tenants = Array.from({ length: 40 }, (_, number) => `tenant-${number}`);
    for (const tenantId of tenants) await index.put(tenantId, indexedJob(), said(`word of ${tenantId}`));
    for (const tenantId of tenants) expect(await find(index, tenantId, "word")).toHaveLength(1);
  });

  test.each([
    [
      "is no database",
      (file: string) => writeFileSync(file, "not a database, but long enough for its header".repeat(40)),
    ],
    [
      "is of another version",
      (file: string) => {
        const database = new DatabaseSync(file);
        database.exec("PRAGMA user_version = 999; DROP TABLE passages");
        database.close();
      },
    ],
  ])("makes a file anew that %s", async (_, spoil) => {
    const folder = newFolder();
    const before = sqliteIndex(folder);
    await before.put("a", indexedJob(), said("word"));
    await before.setMark("a", { followedUntil: "2026-01-01T00:00:00.000Z" });
    await before.close();
    spoil(files(folder).find((file) => file.endsWith(".sqlite"))!);
    const after = sqliteIndex(folder);
    expect([await after.mark("a"), await find(after, "a", "word")]).toEqual([{}, []]);
    await after.put("a", indexedJob(), said("word"));
    expect(await find(after, "a", "word")).toHaveLength(1);
  });

  test("leaves no word on the disk of a job that was removed", async () => {
    const folder = newFolder();
    const index = sqliteIndex(folder);
    // Words that begin alike are stored by what differs: these begin like no other.
    const secrets = Array.from({ length: 300 }, (_, number) => `${number}qxzjk${number * 7919}`);
    const job = indexedJob({ title: "vwzzy", language: "en" });
    await index.put("a", indexedJob(), said("what stays"));
    await index.put(
      "a",
      job,
      said(...secrets.map((secret) => `it is ${secret}, I say`), "uvwqings and qüvwlers"),
    );
    const onDisk = () =>
      files(folder)
        .map((file) => readFileSync(file, "latin1"))
        .join("");
    expect(onDisk()).toContain("qxzjk");
    expect(onDisk()).toContain("uvwq");
    await index.remove("a", [job.jobId]);
    expect(onDisk()).not.toContain("qxzjk");
    expect(onDisk()).not.toContain("vwzzy");
    expect(onDisk()).not.toContain("uvwq");
    expect(onDisk()).not.toContain("uevwler");
    expect(onDisk()).not.toContain(job.jobId);
    expect(await find(index, "a", "stays")).toHaveLength(1);
  });

  test("that two gateways share takes from both, be it new to them or of another version", async () => {
    const folder = newFolder();
    const before = sqliteIndex(folder);
    await before.put("a", indexedJob(), said("word of before"));
    await before.close();
    const database = new DatabaseSync(files(folder).find((file) => file.endsWith(".sqlite"))!);
    database.exec("PRAGMA user_version = 1");
    database.close();
    const [one, two] = [threadedIndex(folder), threadedIndex(folder)];
    await Promise.all(
      Array.from({ length: 40 }, (_, number) =>
        (number % 2 === 0 ? one : two).put("a", indexedJob(), said(`word ${number}`)),
      ),
    );
    expect((await one.search("a", question("word", { limit: 100 }))).hits).toHaveLength(40);
    expect((await two.known("a")).size).toBe(40);
    await Promise.all([one, two].map((index) => index.put("new", indexedJob(), said("word"))));
    expect(await two.known("new")).toHaveProperty("size", 2);
  });

  test("that cannot be written says search_unavailable, and so does one whose thread has died, until the next question", async () => {
    const blocked = join(newFolder(), "..", "file");
    writeFileSync(blocked, "no folder");
    const unavailable = { code: "search_unavailable", retryable: true };
    await expect(sqliteIndex(blocked).search("a", question("word"))).rejects.toMatchObject(unavailable);
    const threaded = threadedIndex(blocked);
    await expect(threaded.search("a", question("word"))).rejects.toMatchObject(unavailable);

    const mortal = threadedIndex();
    await mortal.put("a", indexedJob(), said("word"));
    const asked = mortal.search("a", question("word"));
    await mortal.close();
    await expect(asked).rejects.toMatchObject(unavailable);
    expect(await find(mortal, "a", "word")).toHaveLength(1);
  });
});
