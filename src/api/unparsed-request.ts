import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { DiaristError } from "../domain/errors.js";
import type { Logger } from "../logger.js";
import { PROBLEM_TYPE, problemOf } from "./problem.js";

/** A request line that is right but for its method, which HTTP leaves open (RFC 9110, 9.1). */
const SOME_METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+ \S+ HTTP\/1\.[01]\r?\n/;
/** As much of a request as its first line takes. */
const LINE_BYTES = 8192;

/** What Node's parser says of a request that it gave up: a code of its own, and what it was reading. */
type ParserError = NodeJS.ErrnoException & { rawPacket?: Buffer };

/** Answers, in place of the app, a request of which there is no more than a broken connection. */
export function answerUnparsed(logger: Logger): (error: ParserError, socket: Duplex) => void {
  return (error, socket) => {
    if (socket.writable && error.code !== "ECONNRESET") refuse(logger, socket, problemWith(error));
    else socket.destroy();
  };
}

/** Nobody's proxy. */
export function refuseTunnel(logger: Logger): (request: unknown, socket: Duplex) => void {
  return (_request, socket) => {
    refuse(logger, socket, unknownMethod("CONNECT"));
  };
}

function problemWith({ code, rawPacket }: ParserError): DiaristError {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new DiaristError("headers_too_large", "Address and headers have to fit into 16 KB together.");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new DiaristError(
        "request_timeout",
        "The request's headers did not come in time. Send it again.",
      );
    case "HPE_INVALID_METHOD": {
      const begin = rawPacket?.toString("latin1", 0, LINE_BYTES) ?? "";
      return SOME_METHOD.test(begin) ? unknownMethod(begin.slice(0, begin.indexOf(" "))) : notHttp();
    }
    default:
      return notHttp();
  }
}

function notHttp(): DiaristError {
  return new DiaristError("invalid_request", "What came is not valid HTTP/1.1.");
}

function unknownMethod(method: string): DiaristError {
  return new DiaristError("method_unknown", `${method} is no method that is known here.`);
}

function refuse(logger: Logger, socket: Duplex, problem: DiaristError): void {
  const requestId = randomUUID();
  const { status, code } = problem;
  logger.info({ requestId, status, code }, "request could not be read");
  const body = JSON.stringify({ ...problemOf(problem), requestId });
  const head = [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ""}`,
    `date: ${new Date().toUTCString()}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${String(Buffer.byteLength(body))}`,
    `x-request-id: ${requestId}`,
    "x-content-type-options: nosniff",
    "cache-control: no-store",
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
