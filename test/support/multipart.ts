import { connect } from "node:net";

export const BOUNDARY = "----diarist-test-boundary";
export const FORM_END = `\r\n--${BOUNDARY}--\r\n`;

/** What stands before a file's bytes in a form. */
export function fileHead(fileName: string, field = "file"): string {
  return (
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${fileName}"\r\n` +
    `Content-Type: application/octet-stream\r\n\r\n`
  );
}

export function requestHead(headers: Record<string, string | number>, line = "POST /upload-audio/"): string {
  const all = { host: "localhost", "content-type": `multipart/form-data; boundary=${BOUNDARY}`, ...headers };
  return `${line} HTTP/1.1\r\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")}\r\n`;
}

export interface RawAnswer {
  status: number;
  head: string;
  body: unknown;
}

/** Sends exactly these bytes and reads until the server closes or one whole answer with a length is there. */
export async function sendRaw(port: number, pieces: (string | Buffer)[]): Promise<RawAnswer> {
  const socket = connect(port, "127.0.0.1");
  for (const piece of pieces) socket.write(piece);
  let text = "";
  for await (const chunk of socket) {
    text += String(chunk);
    const answer = parseAnswer(text);
    if (answer !== undefined) {
      socket.destroy();
      return answer;
    }
  }
  throw new Error(`The connection ended without an answer: ${text}`);
}

function parseAnswer(text: string): RawAnswer | undefined {
  const [head, body] = text.split("\r\n\r\n");
  const length = /content-length: (\d+)/i.exec(head ?? "")?.[1];
  const status = /^HTTP\/1\.1 (\d+)/.exec(head ?? "")?.[1];
  if (head === undefined || body === undefined || length === undefined || status === undefined)
    return undefined;
  if (Buffer.byteLength(body) < Number(length)) return undefined;
  return { status: Number(status), head, body: body === "" ? undefined : JSON.parse(body) };
}
