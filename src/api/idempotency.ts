import type { Request, Response } from "express";
import { createHash, randomUUID } from "node:crypto";
import { DiaristError } from "../domain/errors.js";
import type { KeptAnswer } from "../storage/ports.js";
import { credentialOf } from "./access/credential.js";
import type { ApiContext } from "./context.js";
import type { Answer } from "./operation.js";
import { seal, unseal } from "./sealed-answer.js";

const HEADER = "idempotency-key";
const KEY = /^[\x20-\x7e]{1,255}$/;
/** Says of an answer that it was given before. */
export const REPLAYED_HEADER = "idempotency-replayed";
/** How long after its gateway's death a request may be made again. Prolonged while the gateway lives. */
const LEASE_MS = 20_000;

/** What a handler knows of the key that came with the request; of a request without a key, that it is the first. */
export interface Attempt {
  /** Id for what the request makes: the same at every attempt with the key. */
  resourceId: string;
  /** An earlier attempt broke off. It may have made its resource without having said so. */
  resumed: boolean;
  /** The request was answered before: nothing is to be made. */
  answered: boolean;
  /**
   * To be told all that was asked for before anything is made; gives back the earlier answer, if there is one. Throws
   * `idempotency_key_reused` where that was to another request.
   */
  recall(...asked: unknown[]): Answer | undefined;
}

type Work = (attempt: Attempt) => Promise<Answer | undefined>;

/**
 * Runs the work once for each `Idempotency-Key`: the same key with the same request gives the same answer for a day. An
 * answer of failure is not kept, so that the request may be made again. One that holds a secret (`answersSecret`) is kept
 * sealed. Throws `idempotency_in_flight`.
 */
export async function once(
  { idempotency }: Pick<ApiContext, "idempotency">,
  { request, response, tenantId }: { request: Request; response: Response; tenantId: string },
  work: Work,
  { answersSecret = false }: { answersSecret?: boolean | undefined } = {},
): Promise<Answer | undefined> {
  const key = keyOf(request);
  if (key === undefined) return work(firstAttempt());

  const lease = { holder: randomUUID(), proposedId: randomUUID(), leaseMs: LEASE_MS };
  const claim = await idempotency.claim(tenantId, key, lease);
  const sealedWith = answersSecret ? [key, credentialOf(request) ?? ""] : undefined;
  let fingerprint = "";
  const note = (asked: unknown[]): string => (fingerprint = fingerprintOf(request.path, ...asked));

  switch (claim.state) {
    case "in_flight":
      throw new DiaristError(
        "idempotency_in_flight",
        "The first request with this key is still being answered. Send it again in a moment.",
        { retryAfterSeconds: 1 },
      );
    case "answered":
      return work({
        resourceId: claim.resourceId,
        resumed: false,
        answered: true,
        recall: (...asked) => {
          if (note(asked) !== claim.answer.fingerprint) throw reused();
          const answer = answerOf(claim.answer, sealedWith);
          response.set(REPLAYED_HEADER, "true");
          return answer;
        },
      });
    case "claimed": {
      const renewal = setInterval(() => {
        // Fails where the store is away; then another may take over, and finds what this attempt has made.
        idempotency.claim(tenantId, key, lease).catch(() => undefined);
      }, LEASE_MS / 3);
      let kept = false;
      try {
        const answer = await work({
          resourceId: claim.resourceId,
          resumed: claim.resumed,
          answered: false,
          recall: (...asked) => {
            note(asked);
            return undefined;
          },
        });
        if (answer !== undefined) {
          await idempotency.keep(tenantId, key, lease.holder, keptAnswer(answer, fingerprint, sealedWith));
          kept = true;
        }
        return answer;
      } finally {
        clearInterval(renewal);
        if (!kept) await idempotency.release(tenantId, key, lease.holder).catch(() => undefined);
      }
    }
  }
}

/** Of a request that came without a key. */
export function firstAttempt(): Attempt {
  return { resourceId: randomUUID(), resumed: false, answered: false, recall: () => undefined };
}

export function reused(): DiaristError {
  return new DiaristError(
    "idempotency_key_reused",
    "This key came with another request before. A new request needs a new key.",
  );
}

function keyOf(request: Request): string | undefined {
  const key = request.get(HEADER);
  if (key === undefined || KEY.test(key)) return key;
  throw new DiaristError(
    "invalid_request",
    "Idempotency-Key: has to be 1 to 255 characters of printable ASCII.",
    {
      fields: [
        {
          in: "header",
          field: "Idempotency-Key",
          message: "has to be 1 to 255 characters of printable ASCII",
        },
      ],
    },
  );
}

function fingerprintOf(...asked: unknown[]): string {
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex");
}

type SealingWords = readonly string[] | undefined;

function keptAnswer(
  { status, body, headers = {} }: Answer,
  fingerprint: string,
  sealedWith: SealingWords,
): KeptAnswer {
  const text = JSON.stringify(body);
  return { fingerprint, status, headers, body: sealedWith === undefined ? text : seal(text, sealedWith) };
}

function answerOf({ status, headers, body }: KeptAnswer, sealedWith: SealingWords): Answer {
  const text = sealedWith === undefined ? body : unseal(body, sealedWith);
  if (text === undefined)
    throw new DiaristError(
      "idempotency_key_reused",
      "This key came with another API key or token before, and its answer is for that one alone.",
    );
  const parsed: unknown = JSON.parse(text);
  return { status, headers, body: parsed };
}
