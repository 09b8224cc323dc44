import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway, type TestStores } from "../../support/gateway.js";
import { makeJob } from "../../support/job.js";
import { makeWav } from "../../support/recordings.js";
import { startJobStore, startObjectStore } from "../../support/stores.js";
import { metadataHeader, sendByTus, tus } from "../uploads/tus-client.js";

let stores: TestStores;
let gateway: TestGateway;
let api: ApiClient;
beforeAll(async () => {
  stores = { objectStore: await startObjectStore(), jobStore: await startJobStore() };
  gateway = await startGateway({ stores });
  api = new ApiClient(gateway);
});
afterAll(async () => {
  await gateway.stop();
  await stores.objectStore.stop();
  await stores.jobStore.stop();
});
beforeEach(async () => {
  for (const { templateId } of await gateway.context.noteTemplates.list("local"))
    await gateway.context.noteTemplates.delete("local", templateId);
});

const STAND_UP = {
  name: "Stand-up",
  sections: [{ heading: "Done" }, { heading: "Blocked", guidance: "What keeps whom from going on" }],
};
const CHANGED = { name: "Daily", sections: [{ heading: "Next" }] };
const UNKNOWN = `tpl_${"0".repeat(32)}`;

const keep = async (json: unknown = STAND_UP, headers: Record<string, string> = {}) =>
  api.call("POST", "/v1/note-templates", { json, headers });

/** Of an own template everything but its times. */
const answered = ({ name, sections }: typeof STAND_UP, id: unknown) => ({
  ...{ id, name, builtIn: false },
  sections: sections.map((section, index) => ({ key: `section${index + 1}`, ...section })),
});

describe("a template of one's own", () => {
  test("is kept, listed after the built-in ones by name, read, changed and deleted", async () => {
    const made = await keep();
    expect(made).toMatchObject({ status: 201, body: answered(STAND_UP, expect.stringMatching(/^tpl_/)) });
    const path = `/v1/note-templates/${made.body.id}`;
    const other = await keep({ name: "Allotment", sections: [{ heading: "Beans" }] });
    const listed = await api.get("/v1/note-templates");
    const templates = listed.body["templates"] as { id: string; builtIn: boolean }[];
    expect(templates.map(({ id }) => id)).toEqual([
      ...["diary", "meeting", "lecture", "interview"],
      ...[other.body.id, made.body.id],
    ]);
    expect(templates.map(({ builtIn }) => builtIn)).toEqual([true, true, true, true, false, false]);

    expect(await api.call("PUT", path, { json: CHANGED })).toMatchObject({
      status: 200,
      body: { ...answered({ ...STAND_UP, ...CHANGED }, made.body.id), createdAt: made.body["createdAt"] },
    });
    expect(await api.get(path)).toMatchObject({ status: 200, body: { name: "Daily" } });
    expect((await api.call("DELETE", path)).status).toBe(204);
    for (const method of ["GET", "PUT", "DELETE"])
      expect(await api.call(method, path, method === "PUT" ? { json: CHANGED } : {}), method).toMatchObject({
        status: 404,
        body: { code: "note_template_not_found" },
      });
  });

  test("is made once for each idempotency key", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const [first, again] = [await keep(STAND_UP, headers), await keep(STAND_UP, headers)];
    expect(again.body).toEqual(first.body);
    expect(await gateway.context.noteTemplates.list("local")).toHaveLength(1);
  });

  test.each([
    [{ name: "Empty", sections: [] }, "sections"],
    [{ name: "Twice", sections: [{ heading: "A" }, { heading: "a" }] }, "sections"],
    [{ name: " ", sections: [{ heading: "A" }] }, "name"],
    [{ ...STAND_UP, colour: "red" }, "colour"],
    [{ name: "Long", sections: [{ heading: "A", guidance: "x".repeat(501) }] }, "sections.0.guidance"],
  ])("is refused as %j, by the field that is wrong", async (json, field) => {
    expect(await keep(json)).toMatchObject({
      status: 400,
      body: { code: "invalid_request", errors: [{ in: "body", field }] },
    });
  });

  test("cannot take the place of a built-in one", async () => {
    const answer = await api.call("PUT", "/v1/note-templates/meeting", { json: CHANGED });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ in: "path", field: "templateId" }] } });
  });

  test("is the last one of fifty", async () => {
    for (let count = 0; count < 50; count += 1) expect((await keep()).status).toBe(201);
    expect(await keep()).toMatchObject({ status: 409, body: { code: "too_many_note_templates" } });
  });
});

describe("a job that names one", () => {
  const noteTemplate = async () => (await keep()).body.id;
  const unknown = { status: 404, body: { code: "note_template_not_found", detail: expect.anything() } };

  test("keeps it as it was, whatever becomes of the template", async () => {
    const id = await noteTemplate();
    const made = await api.upload({ fields: [["noteTemplate", id]] });
    expect(made).toMatchObject({ status: 201, body: { options: { noteTemplate: STAND_UP } } });
    await api.call("PUT", `/v1/note-templates/${id}`, { json: CHANGED });
    await api.call("DELETE", `/v1/note-templates/${id}`);
    const job = await gateway.context.jobs.get("local", made.body.id);
    expect(job?.options).toEqual({ noteTemplate: STAND_UP });
  });

  test("is not made of an unknown one, and is told so before the recording has come", async () => {
    const before = await gateway.stored();
    expect(await api.upload({ fields: [["noteTemplate", UNKNOWN]] })).toMatchObject(unknown);
    const json = { url: "https://example.org/a.wav", noteTemplate: UNKNOWN };
    const fetched = await api.call("POST", "/v1/jobs", { json });
    expect(fetched).toMatchObject(unknown);
    expect(fetched.text).toContain(UNKNOWN);
    expect(await gateway.stored()).toEqual(before);
  });

  test("is the earlier one where the same recording came with the same template, however it was named", async () => {
    const content = makeWav(100);
    const first = await api.upload({ content, fields: [["noteTemplate", await noteTemplate()]] });
    const again = await api.upload({ content, fields: [["noteTemplate", JSON.stringify(STAND_UP)]] });
    expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
  });

  test("is answered again for its idempotency key, also when the template is gone since", async () => {
    const id = await noteTemplate();
    const content = makeWav(100);
    const wanted = {
      ...{ content, fields: [["noteTemplate", id]] as const },
      headers: { "idempotency-key": randomUUID() },
    };
    const first = await api.upload(wanted);
    await api.call("DELETE", `/v1/note-templates/${id}`);
    const again = await api.upload(wanted);
    expect([first.status, again.status, again.body.id]).toEqual([201, 201, first.body.id]);
  });

  test("begins with a resumable upload, which keeps the template of its own beginning", async () => {
    const id = await noteTemplate();
    const files = `${gateway.url}/files`;
    const content = makeWav(1_000);
    const begun = await tus("POST", files, {
      "upload-length": String(content.length),
      "upload-metadata": metadataHeader({ autostart: "true", noteTemplate: id }),
    });
    await api.call("DELETE", `/v1/note-templates/${id}`);
    const at = `${gateway.url}${begun.headers.get("location") ?? ""}`;
    const bytes = { "upload-offset": "0", "content-type": "application/offset+octet-stream" };
    const ended = await tus("PATCH", at, bytes, content);
    const jobId = ended.headers.get("diarist-job-id") ?? "";
    expect((await gateway.context.jobs.get("local", jobId))?.options).toEqual({ noteTemplate: STAND_UP });

    const refused = sendByTus(files, content, { autostart: "true", noteTemplate: id }, { retryDelays: [] });
    await expect(refused).rejects.toThrow(/note_template_not_found/);
  });

  test("has its note written again by it", async () => {
    const id = await noteTemplate();
    const job = makeJob({ tenantId: "local", state: "completed", note: { status: "completed" } });
    await gateway.context.jobs.create(job);
    const path = `/v1/jobs/${job.jobId}/note`;
    expect(await api.call("POST", path, { json: { template: id } })).toMatchObject({
      status: 202,
      body: { options: { noteTemplate: STAND_UP } },
    });
    expect(await api.call("POST", path, { json: { template: UNKNOWN } })).toMatchObject(unknown);
  });
});

test("what is no template is refused in words", async () => {
  const refused = async (value: string) =>
    JSON.stringify((await api.upload({ fields: [["noteTemplate", value]] })).body.errors);
  expect(await refused("poem")).toContain("is none of diary, meeting, lecture, interview");
  expect(await refused('{"name": "Empty", "sections": []}')).toContain("noteTemplate.sections");
  expect(await refused("[1]")).toContain("1 to 12 sections");
});
