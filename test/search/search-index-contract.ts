import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { Passage } from "../../src/domain/search/passages.js";
import { clausesOf } from "../../src/domain/search/query.js";
import type { HitPlace, IndexedJob, IndexedNote, Question, SearchIndex } from "../../src/search/port.js";

let minute = 0;
/** A job of its own, each newer than the one before. */
export function indexedJob(changes: Partial<IndexedJob> = {}): IndexedJob {
  const createdAt = new Date(Date.UTC(2026, 0, 1, 0, (minute += 1))).toISOString();
  return {
    jobId: randomUUID(),
    updatedAt: createdAt,
    createdAt,
    day: createdAt.slice(0, 10),
    title: "A day",
    ...changes,
  };
}

/** Each text said at ten times its place. */
export function said(...texts: string[]): Passage[] {
  return texts.map((text, index) => ({
    kind: "transcript",
    text,
    moments: [{ at: 0, start: index * 10, end: index * 10 + 5 }],
  }));
}

export function question(text: string, more: Partial<Question> = {}): Question {
  return { clauses: clausesOf(text), limit: 20, perJob: 5, ...more };
}

/** What every index must do; run against each adapter. `setUp` is called once, before the first test. */
export function testSearchIndex(name: string, setUp: () => Promise<SearchIndex>): void {
  describe(name, () => {
    let index: SearchIndex;
    beforeAll(async () => {
      index = await setUp();
    });
    const newTenant = () => `tenant-${randomUUID()}`;
    const find = async (tenantId: string, text: string, more: Partial<Question> = {}) =>
      (await index.search(tenantId, question(text, more))).hits;

    test("finds what was said, at its second and with the match apart, for its tenant alone", async () => {
      const [mine, other] = [newTenant(), newTenant()];
      const job = indexedJob({ title: "Monday" });
      await index.put(mine, job, said("Good morning.", "Then I saw the dentist."));
      expect(await find(mine, "DENTIST")).toEqual([
        {
          ...{ jobId: job.jobId, title: "Monday", createdAt: job.createdAt, day: job.day },
          ...{ kind: "transcript", start: 10, end: 15 },
          snippet: [
            { text: "Then I saw the ", match: false },
            { text: "dentist", match: true },
            { text: ".", match: false },
          ],
        },
      ]);
      expect(await find(other, "dentist")).toEqual([]);
    });

    test("finds phrases, beginnings of the last word, and words without their accents", async () => {
      const tenantId = newTenant();
      await index.put(tenantId, indexedJob(), said("Im März war es in München schön", "東京都へ行きました"));
      for (const text of ["munch", "schon marz", '"war es in"', "東京", "行き"])
        expect(await find(tenantId, text), text).toHaveLength(1);
      for (const text of ["mun schon", '"es war"', "京東", '"munch"', "*", '"', ""])
        expect(await find(tenantId, text), text).toEqual([]);
    });

    test.each([
      ["en", "Then I was walking to the dentists.", "walked dentist", ["walking", "dentists"]],
      ["en", "I walk, she walks.", "Walking", ["walk", "walks"]],
      ["de", "Die Kinder spielten in den Häusern.", "kind haus", ["Kinder", "Häusern"]],
      ["de", "Herr Müller und Frau Mueller", "Mueller", ["Müller", "Mueller"]],
      ["en", "Herr Müller und Frau Mueller", "müller", ["Müller", "Mueller"]],
      [undefined, "Søren Müller", "mueller soer", ["Søren", "Müller"]],
      ["fr", "Nous avons mangé avec les élèves", "manger eleve", ["mangé", "élèves"]],
      ["es", "Las canciones que cantaba", "cancion cantar", ["canciones", "cantaba"]],
      ["ru", "Зелёные книги", "книга зеленая", ["Зелёные", "книги"]],
    ])(
      "in %s, %j, %j meets other forms and spellings, and marks them",
      async (language, text, asked, met) => {
        const tenantId = newTenant();
        await index.put(tenantId, indexedJob({ ...(language && { language }) }), said("Before that.", text));
        const [hit, ...others] = await find(tenantId, asked);
        expect(others).toEqual([]);
        expect(hit?.start).toBe(10);
        expect(hit?.snippet.filter(({ match }) => match).map((piece) => piece.text)).toEqual(met);
      },
    );

    test.each([
      // In quotes as it stands.
      ["en", "I was walking", '"walked"'],
      ["en", "I was walking home", '"walked home"'],
      // A stem is one of its language: of German "wanderst" there is "wand" in none of English.
      ["de", "I was walking", "walked"],
      [undefined, "I was walking", "walked"],
      ["en", "the poet", "pote"],
      // The index' own terms cannot be asked for.
      ["en", "I was walking", "·enwalk"],
      ["en", "Frau Müller walked", '"walked mueller"'],
      ["en", "walking", "en"],
    ])("in %s, %j is not met by %j", async (language, text, asked) => {
      const tenantId = newTenant();
      await index.put(tenantId, indexedJob({ ...(language && { language }) }), said(text));
      expect(await find(tenantId, asked)).toEqual([]);
    });

    test("finds other forms scattered over a recording, and none of a job that was removed or changed its language", async () => {
      const tenantId = newTenant();
      const job = indexedJob({ language: "en" });
      await index.put(tenantId, job, said("we walked", "of nothing", "two boats"));
      expect((await find(tenantId, "walking boat")).map(({ start }) => start)).toEqual([0, 20]);
      await index.put(tenantId, { ...job, language: "de" }, said("we walked", "of nothing", "two boats"));
      expect(await find(tenantId, "walking boat")).toEqual([]);
      await index.put(tenantId, job, said("we walked"));
      await index.remove(tenantId, [job.jobId]);
      expect(await find(tenantId, "walking")).toEqual([]);
    });

    test("lists jobs with all words together first, then those that have them scattered, each newest first", async () => {
      const tenantId = newTenant();
      const [older, scattered, newer, half] = [indexedJob(), indexedJob(), indexedJob(), indexedJob()];
      await index.put(tenantId, newer, said("a red boat"));
      await index.put(tenantId, scattered, said("the boat", "of nothing", "was red, the boat", "red red"));
      await index.put(tenantId, older, said("the boat is red"));
      await index.put(tenantId, half, said("a red car"));
      const hits = await find(tenantId, "red boat");
      expect(hits.map(({ jobId }) => jobId)).toEqual([newer, scattered, older].map(({ jobId }) => jobId));
      await index.put(tenantId, scattered, said("the boat", "of nothing", "was red", "red red"));
      const again = await find(tenantId, "red boat");
      expect(again.map(({ jobId, start, more }) => [jobId, start, more])).toEqual([
        [newer.jobId, 0, undefined],
        [older.jobId, 0, undefined],
        [scattered.jobId, 0, undefined],
        [scattered.jobId, 20, 1],
      ]);
    });

    test("goes through all hits page by page, those of one job together, and says how many there are more", async () => {
      const tenantId = newTenant();
      const jobs = Array.from({ length: 7 }, () => indexedJob());
      for (const [count, job] of jobs.entries())
        await index.put(tenantId, job, said(...Array.from({ length: count + 1 }, () => "again and again")));
      const seen: [string, number | undefined][] = [];
      const sizes: number[] = [];
      let after: HitPlace | undefined;
      do {
        const page = await index.search(
          tenantId,
          question("again", { limit: 5, perJob: 2, ...(after && { after }) }),
        );
        seen.push(...page.hits.map(({ jobId, more }): [string, number | undefined] => [jobId, more]));
        sizes.push(page.hits.length);
        after = page.next;
      } while (after !== undefined);
      expect(sizes).toEqual([4, 4, 5]);
      expect(seen).toEqual(
        jobs.toReversed().flatMap(({ jobId }, index): [string, number | undefined][] => {
          const count = jobs.length - index;
          if (count === 1) return [[jobId, undefined]];
          return [
            [jobId, undefined],
            [jobId, count > 2 ? count - 2 : undefined],
          ];
        }),
      );
    });

    test("keeps to the days that are asked for", async () => {
      const tenantId = newTenant();
      const days = ["2026-03-01", "2026-03-02", "2026-03-03"];
      for (const day of days) await index.put(tenantId, indexedJob({ day }), said("word"));
      const found = async (more: Partial<Question>) =>
        (await find(tenantId, "word", more)).map(({ day }) => day);
      expect(await found({ from: "2026-03-02" })).toEqual(["2026-03-03", "2026-03-02"]);
      expect(await found({ until: "2026-03-02" })).toEqual(["2026-03-02", "2026-03-01"]);
      expect(await found({ from: "2026-03-02", until: "2026-03-02" })).toEqual(["2026-03-02"]);
    });

    test("has of a job what was put last, and nothing once it is removed", async () => {
      const tenantId = newTenant();
      const job = indexedJob();
      const other = indexedJob();
      await index.put(tenantId, other, said("before"));
      await index.put(tenantId, job, said("before", "before"));
      await index.put(tenantId, { ...job, updatedAt: "2026-02-02T00:00:00.000Z" }, said("after"));
      expect((await find(tenantId, "before")).map(({ jobId }) => jobId)).toEqual([other.jobId]);
      expect(await find(tenantId, "after")).toHaveLength(1);
      expect(await index.known(tenantId)).toEqual(
        new Map([
          [other.jobId, other.updatedAt],
          [job.jobId, "2026-02-02T00:00:00.000Z"],
        ]),
      );
      await index.remove(tenantId, [job.jobId, randomUUID()]);
      expect(await find(tenantId, "after")).toEqual([]);
      expect(await index.known(tenantId, [job.jobId, other.jobId])).toEqual(
        new Map([[other.jobId, other.updatedAt]]),
      );
    });

    test("has the notes by day, newest first, page by page", async () => {
      const tenantId = newTenant();
      const note: IndexedNote = { template: "diary", mood: { label: "good", value: 0.5 }, tags: ["sea"] };
      const jobs = ["2026-03-01", "2026-03-03", "2026-03-02"].map((day) => indexedJob({ day, note }));
      for (const job of [...jobs, indexedJob({ day: "2026-03-02" })]) await index.put(tenantId, job, []);
      const [first, third, second] = jobs;
      expect(await index.diary(tenantId, { limit: 10 })).toEqual({ entries: [third, second, first] });
      const page = await index.diary(tenantId, { limit: 2 });
      expect(page.entries).toEqual([third, second]);
      expect(await index.diary(tenantId, { limit: 2, after: page.next! })).toEqual({ entries: [first] });
      expect(await index.diary(tenantId, { limit: 9, from: "2026-03-02", until: "2026-03-02" })).toEqual({
        entries: [second],
      });
    });

    test("keeps its mark, and has none of a tenant that was dropped", async () => {
      const tenantId = newTenant();
      expect(await index.mark(tenantId)).toEqual({});
      await index.setMark(tenantId, { followedUntil: "2026-01-01T00:00:00.000Z", comparedAt: 7 });
      await index.put(tenantId, indexedJob(), said("word"));
      expect(await index.mark(tenantId)).toEqual({
        followedUntil: "2026-01-01T00:00:00.000Z",
        comparedAt: 7,
      });
      expect(await index.tenants()).toContain(tenantId);
      await index.drop(tenantId);
      expect(await index.tenants()).not.toContain(tenantId);
      expect([await index.mark(tenantId), await find(tenantId, "word")]).toEqual([{}, []]);
    });
  });
}
