import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { BOUNDARY, fileHead, FORM_END, requestHead, sendRaw } from "../support/multipart.js";
import { makeWav } from "../support/recordings.js";

const MAX_UPLOAD_BYTES = 24 * 1024 ** 2;
const NOTHING = { keys: [], unfinishedUploads: 0, jobs: 0 };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ maxUploadBytes: MAX_UPLOAD_BYTES });
});
afterAll(() => gateway.stop());
afterEach(async () => {
  expect(await gateway.stored()).toEqual(NOTHING);
  expect(gateway.starter.started).toEqual([]);
});

async function send(form: FormData) {
  const response = await fetch(`${gateway.url}/upload-audio/`, { method: "POST", body: form });
  expect(response.headers.get("content-type")).toMatch("application/problem+json");
  return { status: response.status, body: await response.json() };
}

function formOf(...files: [field: string, content: Buffer | string, fileName: string][]): FormData {
  const form = new FormData();
  for (const [field, content, fileName] of files)
    form.append(field, new Blob([new Uint8Array(Buffer.from(content))]), fileName);
  return form;
}

describe("an upload is refused, with nothing left behind,", () => {
  test("without a file", async () => {
    const form = new FormData();
    form.append("file", "only text");
    expect(await send(form)).toMatchObject({ status: 400, body: { code: "file_missing" } });
  });

  test("with a file field that a browser left empty", async () => {
    expect(await send(formOf(["file", "", ""]))).toMatchObject({ status: 400 });
  });

  test("with two files, as a whole problem document", async () => {
    const answer = await send(
      formOf(["file", makeWav(9 * 1024 ** 2), "a.wav"], ["file", makeWav(100), "b.wav"]),
    );
    expect(answer).toEqual({
      status: 400,
      body: {
        type: "urn:diarist:problem:too_many_files",
        title: "More than one file was sent",
        status: 400,
        detail: "Send one file a request.",
        code: "too_many_files",
        instance: "/upload-audio/",
        request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  test("with the file in another field", async () => {
    const answer = await send(formOf(["audio", makeWav(100), "a.wav"]));
    expect(answer).toMatchObject({ status: 400, body: { code: "wrong_field" } });
  });

  test("with a second file in another field", async () => {
    const answer = await send(formOf(["file", makeWav(100), "a.wav"], ["audio", makeWav(100), "b.wav"]));
    expect(answer).toMatchObject({ status: 400, body: { code: "too_many_files" } });
  });

  test("with an empty file", async () => {
    const answer = await send(formOf(["file", "", "empty.wav"]));
    expect(answer).toMatchObject({ status: 400, body: { code: "file_empty" } });
  });

  test.each([
    ["text", "dear diary", "diary.wav"],
    ["an HTML page", "<!doctype html><html><body>Not found</body></html>", "song.mp3"],
    ["a playlist", "#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1/secret\n", "list.m3u8"],
    ["a PDF", "%PDF-1.7\n1 0 obj\n", "scan.m4a"],
    ["an image", Buffer.from("89504e470d0a1a0a0000000d494844520000000100000001", "hex"), "photo.mp3"],
    ["an archive", Buffer.from("504b0304140000000800", "hex"), "all.wav"],
    ["zeros", Buffer.alloc(10_000), "silence.wav"],
  ])("with %s for a recording", async (_, content, fileName) => {
    const answer = await send(formOf(["file", content, fileName]));
    expect(answer).toMatchObject({ status: 415, body: { code: "not_audio" } });
  });

  test("over the size limit by its announced length, before its body is read", async () => {
    const head = requestHead({ "content-length": 10 * MAX_UPLOAD_BYTES });
    const answer = await sendRaw(gateway.port, [head, fileHead("a.wav")]);
    expect(answer).toMatchObject({ status: 413, body: { code: "file_too_large" } });
  });

  test("over the size limit without an announced length, as soon as it passes the limit", async () => {
    const content = makeWav(MAX_UPLOAD_BYTES);
    const pieces = [requestHead({ "transfer-encoding": "chunked" }), chunk(fileHead("a.wav"))];
    // The form is never ended: the answer must not wait for it.
    const answer = await sendRaw(gateway.port, [...pieces, chunk(content), chunk(makeWav(100_000))]);
    expect(answer).toMatchObject({ status: 413, body: { code: "file_too_large" } });
  });

  test("of a kind that is no recording, while the rest of it is still to come", async () => {
    const head = requestHead({ "content-length": 20 * 1024 ** 2 });
    const answer = await sendRaw(gateway.port, [head, fileHead("a.wav"), Buffer.alloc(200_000)]);
    expect(answer).toMatchObject({ status: 415, body: { code: "not_audio" } });
  });

  test("before its body is sent, to a client that asks first", async () => {
    const head = requestHead({ expect: "100-continue", "content-type": "audio/wav", "content-length": 1000 });
    const answer = await sendRaw(gateway.port, [head]);
    expect(answer).toMatchObject({ status: 400, body: { code: "not_multipart" } });
  });

  test.each([
    ["in the middle of the file", fileHead("a.wav"), 12 * 1024 ** 2],
    ["within the first bytes of the file", fileHead("a.wav"), 50],
    ["within the part's header", fileHead("a.wav").slice(0, 60), 0],
    ["before the first part", "", 0],
  ])("whose form breaks off %s", async (_, head, sizeBytes) => {
    const body = Buffer.concat([Buffer.from(head), makeWav(12 * 1024 ** 2).subarray(0, sizeBytes)]);
    const answer = await sendRaw(gateway.port, [requestHead({ "content-length": body.length }), body]);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: expect.stringMatching(/^(upload_truncated|not_multipart)$/) });
  });

  test("whose form is not ended after a whole file", async () => {
    const body = Buffer.concat([
      Buffer.from(fileHead("a.wav")),
      makeWav(1000),
      Buffer.from(`\r\n--${BOUNDARY}`),
    ]);
    const answer = await sendRaw(gateway.port, [requestHead({ "content-length": body.length }), body]);
    expect(answer).toMatchObject({ status: 400, body: { code: "upload_truncated" } });
  });

  test("whose form names no boundary", async () => {
    const head = requestHead({ "content-type": "multipart/form-data", "content-length": 4 });
    const answer = await sendRaw(gateway.port, [head, "abcd"]);
    expect(answer).toMatchObject({ status: 400, body: { code: "not_multipart" } });
  });

  test("that is no form at all", async () => {
    const response = await fetch(`${gateway.url}/upload-audio/`, {
      method: "POST",
      body: new Uint8Array(makeWav(100)),
      headers: { "content-type": "audio/wav" },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "not_multipart" });
  });
});

describe("a client that goes away in mid-upload", () => {
  test.each([
    ["by a reset", (socket: ReturnType<typeof connect>) => socket.resetAndDestroy()],
    ["by closing its end", (socket: ReturnType<typeof connect>) => socket.end()],
  ])("%s leaves no object and no unfinished upload", async (_, leave) => {
    const socket = connect(gateway.port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(requestHead({ "content-length": 23 * 1024 ** 2 }));
    socket.write(fileHead("a.wav"));
    socket.write(makeWav(20 * 1024 ** 2));
    // Only once parts of it lie in the store is there something that could be left behind.
    await vi.waitFor(async () => expect((await gateway.stored()).unfinishedUploads).toBe(1), 10_000);
    leave(socket);
    await vi.waitFor(async () => expect(await gateway.stored()).toEqual(NOTHING), 10_000);
  });
});

test("a client that asks first is told to go on, and its upload is taken", async () => {
  const taken = await startGateway();
  try {
    const body = Buffer.concat([Buffer.from(fileHead("a.wav")), makeWav(1000), Buffer.from(FORM_END)]);
    const socket = connect(taken.port, "127.0.0.1");
    socket.write(requestHead({ expect: "100-continue", "content-length": body.length }));
    let text = "";
    for await (const data of socket) {
      text += String(data);
      if (text === "HTTP/1.1 100 Continue\r\n\r\n") socket.write(body);
      if (text.includes('"status":"queued"')) break;
    }
    expect(text).toMatch(/100 Continue[\s\S]*HTTP\/1\.1 200 OK/);
  } finally {
    await taken.stop();
  }
});

function chunk(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
}
