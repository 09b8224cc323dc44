import { randomBytes } from "node:crypto";
import type { SizedBody } from "./port.js";

export interface MultipartForm {
  contentType: string;
  body: SizedBody;
}

/** A form with one file (RFC 7578), which is read as it is sent. */
export function multipartForm(
  fields: readonly (readonly [name: string, value: string])[],
  file: { content: SizedBody; fileName: string },
): MultipartForm {
  const boundary = `diarist-${randomBytes(16).toString("hex")}`;
  const part = (disposition: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`;
  const fieldParts = fields.map(([name, value]) => `${part(`name="${name}"`)}\r\n${value}\r\n`).join("");
  const fileHead = `${part(`name="file"; filename="${quotable(file.fileName)}"`)}Content-Type: application/octet-stream\r\n\r\n`;
  const head = Buffer.from(fieldParts + fileHead);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: {
      sizeBytes: head.length + file.content.sizeBytes + tail.length,
      async *read() {
        yield head;
        yield* file.content.read();
        yield tail;
      },
    },
  };
}

/** As browsers do (the WHATWG's HTML standard, 4.10.21.8). */
function quotable(name: string): string {
  return name.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");
}
