import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jobKeys } from "../../../src/domain/object-keys.js";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";
import { makeWav } from "../../support/recordings.js";
import { metadataHeader, sendByTus, tus } from "./tus-client.js";

let gateway: TestGateway;
let api: ApiClient;
beforeAll(async () => {
  gateway = await startGateway();
  api = new ApiClient(gateway);
});
afterAll(() => gateway.stop());

const create = (json: unknown, options: { query?: string; headers?: Record<string, string> } = {}) =>
  api.call("POST", `/v1/jobs${options.query ?? ""}`, { json, headers: options.headers ?? {} });

describe("a job of a finished upload", () => {
  test("has the upload's id and takes its bytes from where they are", async () => {
    const body = makeWav(7 * 1024 ** 2);
    const { id } = await sendByTus(`${gateway.url}/files`, body, { filename: "Monday.wav" });
    const answer = await create({ upload: `${gateway.url}/files/${id}`, language: "de", title: "Mon" });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toBe(`/v1/jobs/${id}`);
    expect(answer.body).toMatchObject({
      id,
      fileName: "Monday.wav",
      contentType: "audio/wav",
      sizeBytes: body.length,
      sha256: createHash("sha256").update(body).digest("hex"),
      options: { language: "de" },
      title: "Mon",
    });
    expect((await gateway.context.objects.get(jobKeys("local", id).audio))?.equals(body)).toBe(true);
    expect(gateway.starter.started.at(-1)?.jobId).toBe(id);

    const again = await create({ upload: id });
    expect([again.status, again.body.id]).toEqual([200, id]);
  });

  test("is made once, however many ask for it at the same time", async () => {
    const { id } = await sendByTus(`${gateway.url}/files`, makeWav(1_000));
    const answers = await Promise.all([1, 2, 3, 4].map(() => create({ upload: id })));
    expect(answers.map(({ status, body }) => [Math.floor(status / 100), body.id])).toEqual(
      answers.map(() => [2, id]),
    );
    expect(await gateway.context.objects.head(jobKeys("local", id).audio)).toBeDefined();
  });

  test("is offered the earlier job of the same bytes, unless a new one is asked for", async () => {
    const body = makeWav(1_000);
    const first = await sendByTus(`${gateway.url}/files`, body);
    const second = await sendByTus(`${gateway.url}/files`, body);
    await create({ upload: first.id });
    const offered = await create({ upload: second.id });
    expect([offered.status, offered.headers.get("diarist-duplicate-of")]).toEqual([200, first.id]);
    const fresh = await create({ upload: second.id }, { query: "?duplicate=allow" });
    expect([fresh.status, fresh.body.id]).toEqual([201, second.id]);
  });

  test("is refused where there is no upload, or not all of one, or no recording in it", async () => {
    for (const upload of [crypto.randomUUID(), "nonsense", ""])
      expect((await create({ upload })).body).toMatchObject({ code: "upload_not_found" });
    const begun = await tus("POST", `${gateway.url}/files`, {
      "upload-length": "100",
      "upload-metadata": metadataHeader({ filename: "a" }),
    });
    const unfinished = await create({ upload: begun.headers.get("location") });
    expect([unfinished.status, unfinished.body["code"]]).toEqual([409, "upload_unfinished"]);
    const { id } = await sendByTus(`${gateway.url}/files`, Buffer.from("hello"));
    expect((await create({ upload: id })).body).toMatchObject({ code: "not_audio", status: 415 });
  });
});

describe("a job of a URL", () => {
  const url = "https://user.example/recordings/K%C3%A4se.m4a?signature=secret";

  test("is there before its recording is, and keeps the URL to itself", async () => {
    const answer = await create({ url, tags: ["a"] });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ fileName: "Käse.m4a", status: "queued", tags: ["a"] });
    for (const name of ["sha256", "sizeBytes", "contentType", "sourceUrl"])
      expect(answer.body[name]).toBeUndefined();
    expect(answer.text).not.toContain("secret");
    const audio = await fetch(`${gateway.url}/v1/jobs/${answer.body.id}/audio`);
    expect([audio.status, await audio.json()]).toMatchObject([409, { code: "audio_not_fetched" }]);
    expect(gateway.starter.started.at(-1)).toMatchObject({ jobId: answer.body.id, sourceUrl: url });
    expect((await create({ url, fileName: "../b.wav" })).body).toMatchObject({ fileName: "b.wav" });
  });

  test("is one job for one idempotency key", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const first = await create({ url }, { headers });
    const second = await create({ url }, { headers });
    expect([second.status, second.body.id]).toEqual([201, first.body.id]);
    expect((await create({ url: `${url}2` }, { headers })).body).toMatchObject({
      code: "idempotency_key_reused",
    });
  });

  test.each([
    "http://127.0.0.1:8001/a.wav",
    "http://0x7f.1/a.wav",
    "http://[::1]/a.wav",
    "http://localhost/a.wav",
  ])("is refused at once for %s, and makes nothing", async (forbidden) => {
    const before = await gateway.stored();
    const answer = await create({ url: forbidden });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: "source_forbidden_address" });
    const told = await create({ url, webhookUrl: forbidden });
    expect([told.status, told.body["code"]]).toEqual([422, "forbidden_address"]);
    expect(await gateway.stored()).toEqual(before);
  });

  test.each([
    [{}, ""],
    [{ url, upload: crypto.randomUUID() }, ""],
    [{ url: "ftp://example.org/a.wav" }, "url"],
    [{ url: "file:///etc/passwd" }, "url"],
    [{ url: "https://u:p@example.org/a.wav" }, "url"],
    [{ url: "example.org" }, "url"],
    [{ url, sourceUrl: url }, "sourceUrl"],
    [{ url, language: "German" }, "language"],
    [{ url, model: "huge" }, "model"],
  ])("%j is refused by name", async (json, field) => {
    const answer = await create(json);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: "invalid_request", errors: [{ field }] });
  });
});
