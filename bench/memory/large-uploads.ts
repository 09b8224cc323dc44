import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { BOUNDARY, fileHead, FORM_END } from "../../test/support/multipart.js";
import { makeWav } from "../../test/support/recordings.js";

const MEBIBYTE = 1024 ** 2;

/** Sends a recording that is made on the way, and fails unless it is answered with 200. */
export async function uploadMadeUp(gatewayUrl: string, mebibytes: number): Promise<void> {
  const piece = randomBytes(MEBIBYTE);
  function* form(): Generator<string | Buffer> {
    yield fileHead("long.wav");
    yield makeWav(0);
    for (let sent = 0; sent < mebibytes; sent += 1) yield piece;
    yield FORM_END;
  }
  const headers = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };
  const call = request(`${gatewayUrl}/upload-audio/`, { method: "POST", headers });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    call.on("error", reject).on("response", (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
  });
  await pipeline(Readable.from(form(), { objectMode: false }), call);
  const status = await answered;
  if (status !== 200) throw new Error(`The upload was answered with ${String(status)}`);
}
