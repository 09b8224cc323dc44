import { randomBytes } from "node:crypto";

export interface MultipartForm {
  contentType: string;
  body: Buffer;
}

/**
 * A form with one file, in one piece of memory (RFC 7578). The web's FormData takes the file through blobs and streams,
 * which for minutes of audio costs more than all else about the request.
 */
export function multipartForm(
  fields: readonly (readonly [name: string, value: string])[],
  file: { content: Uint8Array; fileName: string },
): MultipartForm {
  const boundary = `diarist-${randomBytes(16).toString("hex")}`;
  const part = (disposition: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`;
  const head = fields.map(([name, value]) => `${part(`name="${name}"`)}\r\n${value}\r\n`).join("");
  const fileHead = `${part(`name="file"; filename="${quotable(file.fileName)}"`)}Content-Type: application/octet-stream\r\n\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head + fileHead), file.content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** As browsers do (the WHATWG's HTML standard, 4.10.21.8). */
function quotable(name: string): string {
  return name.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");
}
