import { createServer } from "node:http";

/** A word that must turn up in transcripts alone. */
export const SPOKEN = "heliotrope";

/** Speaks OpenAI's transcription API, hears one word in every recording, and remembers who asked. */
export async function startSpeechServer() {
  const traceparents: (string | undefined)[] = [];
  const baggage: string[] = [];
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      const isTranscription = request.url?.endsWith("/audio/transcriptions") === true;
      if (isTranscription) traceparents.push(request.headers["traceparent"]?.toString());
      if (request.headers["baggage"] !== undefined) baggage.push(request.headers["baggage"].toString());
      const word = { word: ` ${SPOKEN}`, start: 0.2, end: 0.9 };
      const segment = { id: 0, start: 0.2, end: 0.9, text: ` ${SPOKEN}`, words: [word] };
      const answer = isTranscription
        ? { text: SPOKEN, language: "english", duration: 2, segments: [segment], words: [word] }
        : { object: "list", data: [] };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    traceparents,
    baggage,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
