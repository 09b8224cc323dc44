import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ApiProblem, dataOf, type Schemas } from "./client.js";

export type Webhook = Schemas["WebhookList"]["webhooks"][number];
export type WebhookEvent = Webhook["events"][number];

export const WEBHOOK_EVENTS: readonly WebhookEvent[] = [
  "job.completed",
  "note.ready",
  "job.failed",
  "job.cancelled",
];

const KEY = ["webhooks"];
const LOOK_MS = 700;
/** An endpoint that has not answered by then is slow to; the service itself goes on trying. */
const PATIENCE_MS = 15_000;

export function useWebhooks() {
  return useQuery({ queryKey: KEY, queryFn: () => dataOf(api.GET("/v1/webhooks")) });
}

/** Answers with the secret that signs what is sent. */
export function useMakeWebhook() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { url: string; events: WebhookEvent[] }) => dataOf(api.POST("/v1/webhooks", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
    // A secret is forgotten with the window that shows it.
    gcTime: 0,
  });
}

export function useRotateSecret() {
  return useMutation({
    mutationFn: (webhookId: string) =>
      dataOf(api.POST("/v1/webhooks/{webhookId}/secret", { params: { path: { webhookId } } })),
    gcTime: 0,
  });
}

export function useSwitchWebhook() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, enabled }: Pick<Webhook, "id" | "enabled">) =>
      dataOf(
        api.PATCH("/v1/webhooks/{webhookId}", { params: { path: { webhookId: id } }, body: { enabled } }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRemoveWebhook() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (webhookId: string) => {
      const { response } = await api.DELETE("/v1/webhooks/{webhookId}", { params: { path: { webhookId } } });
      if (!response.ok)
        throw new ApiProblem("unknown", response.status, `The service answered ${response.status}.`);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export interface TestOutcome {
  /** What the endpoint answered, if it did. */
  status?: number | undefined;
  /** Why it did not. */
  error?: string | undefined;
}

/** Has a test event sent and waits for what became of it; undefined where it takes too long. */
export function useTestWebhook() {
  return useMutation({ mutationFn: sendTest });
}

async function sendTest(webhookId: string): Promise<TestOutcome | undefined> {
  const path = { webhookId };
  const { eventId } = await dataOf(api.POST("/v1/webhooks/{webhookId}/test", { params: { path } }));
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const { attempts } = await dataOf(api.GET("/v1/webhooks/{webhookId}/attempts", { params: { path } }));
    const attempt = attempts.find((candidate) => candidate.eventId === eventId);
    if (attempt !== undefined) return { status: attempt.status, error: attempt.error };
  }
  return undefined;
}
