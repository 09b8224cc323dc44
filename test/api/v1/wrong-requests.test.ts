import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiClient } from "../../support/api-client.js";
import { startGateway, type TestGateway } from "../../support/gateway.js";

/* A wrong request is answered in words that tell someone who has never seen the code what to send instead. */

let gateway: TestGateway;
let api: ApiClient;
beforeAll(async () => {
  gateway = await startGateway();
  api = new ApiClient(gateway);
});
afterAll(() => gateway.stop());

const JOB = "/v1/jobs/1b4e28ba-2fa1-4d21-883f-0016d3cca427";
const refused = (detail: string) => ({ status: 400, body: { code: "invalid_request", detail } });

describe("a query that is wrong", () => {
  test.each([
    ["/v1/jobs?limit=0", "limit: has to be at least 1."],
    ["/v1/jobs?limit=many", "limit: has to be a number."],
    ["/v1/jobs?q=a&q=b", "q: is given more than once."],
    ["/v1/jobs?q=", "q: has to have at least 1 characters."],
    [
      "/v1/jobs?status=done",
      "status: has to be one of queued, preparing, transcribing, writing_note, completed, failed, cancelled.",
    ],
    [
      "/v1/jobs?createdFrom=yesterday",
      "createdFrom: has to be a day such as 2026-11-22 or a time such as 2026-11-22T20:15:30Z.",
    ],
    ["/v1/jobs?form=x&colour=red", "form: is not known here; colour: is not known here."],
    [`${JOB}?fields=all`, "fields: is not known here."],
    [`${JOB}/audio?download=1`, "download: is not known here."],
    ["/v1/jobs/42", "jobId: has to be a UUID."],
  ])("as %s", async (path, detail) => {
    expect(await api.get(path)).toMatchObject(refused(detail));
  });
});

describe("a body that is wrong", () => {
  test.each([
    [undefined, "The body is missing."],
    [[], "The body has to be an object."],
    ["url", "The body has to be an object."],
    [{ upload: 7 }, "upload: has to be text."],
    [{ url: 7 }, "url: has to be text."],
    [{ url: "x", tags: "work" }, "tags: has to be a list; url: is no http or https URL."],
    [{ url: "https://a.example/b", language: "english" }, "language: has to be a language code such as de."],
    [{ url: "https://a.example/b", priority: "urgent" }, "priority: has to be one of low, normal, high."],
    [{ url: "https://a.example/b", retentionDays: 0.5 }, "retentionDays: has to be a whole number."],
  ])("as %j", async (json, detail) => {
    expect(await api.call("POST", "/v1/jobs", { json })).toMatchObject(refused(detail));
  });

  test.each([
    ["too long", {}, " ".repeat(1024 ** 2 + 1), 413, "body_too_large", /megabyte/],
    [
      "in another character set",
      { "content-type": "application/json; charset=latin1" },
      "{}",
      415,
      "unsupported_media_type",
      /UTF-8/,
    ],
    [
      "compressed in a way that nobody knows",
      { "content-encoding": "zip" },
      "{}",
      415,
      "unsupported_media_type",
      /gzip/,
    ],
    [
      "not what it says it is",
      { "content-encoding": "gzip" },
      "{}",
      400,
      "invalid_request",
      /cannot be read/,
    ],
  ])("because it is %s", async (_, headers, body, status, code, detail) => {
    const response = await fetch(`${gateway.url}/v1/jobs`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    expect(await response.json()).toMatchObject({
      status,
      code,
      detail: expect.stringMatching(detail) as string,
    });
  });

  test("because it is no JSON", async () => {
    const response = await fetch(`${gateway.url}/v1/jobs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{bad",
    });
    expect(await response.json()).toMatchObject({
      code: "invalid_request",
      detail: expect.stringMatching(/^The body is no JSON: /),
    });
  });
});
