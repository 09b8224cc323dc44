/** The head of an HTTP/1.1 response whose body is nothing but so many bytes. */
export interface ResponseHead {
  status: number;
  bodyBytes: number;
  /** Where in the bytes that were read the body begins. */
  bodyAt: number;
  /** Whether the connection may serve another request. */
  isKept: boolean;
}

const END = "\r\n\r\n";

/**
 * Reads a response's head (RFC 9112). `more`: it is not there as a whole; `other`: it is of a kind that is not read here, such
 * as one whose body comes in chunks.
 */
export function readResponseHead(bytes: Buffer): ResponseHead | "more" | "other" {
  const end = bytes.indexOf(END, 0, "latin1");
  if (end < 0) return "more";
  const [statusLine = "", ...fields] = bytes.toString("latin1", 0, end).split("\r\n");
  const [, status] = /^HTTP\/1\.1 ([2-5]\d\d)(?: |$)/.exec(statusLine) ?? [];
  const valueOf = (name: string): string | undefined => {
    const field = fields.find((each) => each.slice(0, name.length + 1).toLowerCase() === `${name}:`);
    return field?.slice(name.length + 1).trim();
  };
  const length = valueOf("content-length");
  if (status === undefined || length === undefined || !/^\d+$/.test(length)) return "other";
  if (valueOf("transfer-encoding") !== undefined) return "other";
  return {
    status: Number(status),
    bodyBytes: Number(length),
    bodyAt: end + END.length,
    isKept: valueOf("connection")?.toLowerCase() !== "close",
  };
}
