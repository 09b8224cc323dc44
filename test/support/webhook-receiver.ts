import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { webhookPayloadSchema, type WebhookPayload } from "../../src/domain/webhook.js";
import { freePort } from "../../src/stack/free-ports.js";

export interface ReceivedEvent extends WebhookPayload {
  id: string;
}

export interface WebhookReceiver {
  url: string;
  /** Every request with a true signature, in the order in which they came. */
  received: ReceivedEvent[];
  /** How many requests had none. */
  forged: () => number;
  stop: () => Promise<void>;
}

/** An endpoint as somebody else would write it, with the `standardwebhooks` package. `answer` gives each request's status. */
export async function startWebhookReceiver(
  secret: string,
  answer: (event: ReceivedEvent, count: number) => number = () => 204,
): Promise<WebhookReceiver> {
  const received: ReceivedEvent[] = [];
  let forged = 0;
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      const headers = Object.fromEntries(
        ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [
          name,
          String(request.headers[name]),
        ]),
      );
      try {
        new Webhook(secret).verify(body, headers);
      } catch {
        forged += 1;
        response.writeHead(400).end();
        return;
      }
      const id = String(request.headers["webhook-id"]);
      const event = { ...webhookPayloadSchema.parse(JSON.parse(body)), id };
      received.push(event);
      response.writeHead(answer(event, received.length)).end();
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String(port)}/hook`,
    received,
    forged: () => forged,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
