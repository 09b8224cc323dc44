import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import {
  startJobStore,
  startObjectStore,
  type TestJobStore,
  type TestObjectStore,
} from "../../support/stores.js";

let stores: { objectStore: TestObjectStore; jobStore: TestJobStore };
/** One whose notes are extracts, and one with a language model. */
let extracting: TestGateway;
let writing: TestGateway;
beforeAll(async () => {
  stores = { objectStore: await startObjectStore(), jobStore: await startJobStore() };
  extracting = await startGateway({ stores });
  writing = await startGateway({ stores, hasLanguageModel: true });
});
afterAll(async () => {
  await Promise.all([extracting.stop(), writing.stop()]);
  await Promise.all([stores.objectStore.stop(), stores.jobStore.stop()]);
});

const OWN = {
  name: "Stand-up",
  sections: [{ heading: "Done" }, { heading: "Blocked", guidance: "By whom" }],
};

test("a job is made with a template, by its id or as JSON in a form", async () => {
  const api = new ApiClient(extracting);
  for (const [field, noteTemplate] of [
    ["interview", "interview"],
    [JSON.stringify(OWN), OWN],
  ] as const) {
    const answer = await api.upload({ fields: [["noteTemplate", field]] });
    expect(answer).toMatchObject({ status: 201, body: { options: { noteTemplate } } });
  }
});

test.each([
  ["poem", "noteTemplate"],
  ['{"name": "Empty", "sections": []}', "noteTemplate"],
])("a job is not made with the template %s", async (template, field) => {
  const answer = await new ApiClient(extracting).upload({ fields: [["noteTemplate", template]] });
  expect(answer).toMatchObject({ status: 400, body: { code: "invalid_request" } });
  expect(JSON.stringify(answer.body.errors)).toContain(field);
});

test.each([
  ["noteInstructions", "Call people by their first names."],
  ["noteLanguage", "de"],
])(
  "%s are taken where there is a language model, and else refused with what to configure",
  async (...field) => {
    const taken = await new ApiClient(writing).upload({ fields: [field] });
    expect(taken).toMatchObject({ status: 201, body: { options: { [field[0]]: field[1] } } });

    const before = await extracting.stored();
    const api = new ApiClient(extracting);
    const byUrl = { url: "https://example.org/a.wav", [field[0]]: field[1] };
    for (const refused of [
      await api.upload({ fields: [field] }),
      await api.call("POST", "/v1/jobs", { json: byUrl }),
    ]) {
      expect(refused).toMatchObject({ status: 422, body: { code: "language_model_required" } });
      expect(refused.body["detail"]).toContain("DIARIST_LANGUAGE_MODEL");
    }
    expect(await extracting.stored()).toEqual(before);
  },
);

test("the built-in templates are listed with their sections", async () => {
  const { body } = await new ApiClient(extracting).get("/v1/note-templates");
  expect(body["templates"]).toMatchObject([
    { id: "diary", sections: [{ key: "mood" }, { key: "keyEvents" }, { key: "reflections" }] },
    {
      id: "meeting",
      name: "Meeting",
      sections: [{ heading: "Summary" }, {}, {}, { heading: "Open questions" }],
    },
    { id: "lecture" },
    { id: "interview" },
  ]);
});
