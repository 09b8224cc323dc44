import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { IdempotencyStore, KeptAnswer } from "../../src/storage/ports.js";

const ANSWER: KeptAnswer = {
  fingerprint: "f",
  status: 201,
  headers: { location: "/v1/jobs/1" },
  body: '{"id":"1"}',
};
const LEASE_MS = 60_000;
const DAY_MS = 24 * 3600 * 1000;

/** What every idempotency store must do; run against each adapter. */
export function testIdempotencyStore(name: string, setUp: () => Promise<IdempotencyStore>): void {
  describe(name, () => {
    let store: IdempotencyStore;
    beforeAll(async () => {
      store = await setUp();
    });
    const claim = (key: string, holder: string, tenantId = "local") =>
      store.claim(tenantId, key, { holder, proposedId: `id-of-${holder}`, leaseMs: LEASE_MS });
    const later = async <T>(byMs: number, then: () => Promise<T>): Promise<T> => {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + byMs });
      return then().finally(() => vi.useRealTimers());
    };

    test("gives a key to one of many that want it, and to each tenant its own", async () => {
      const key = randomUUID();
      const claims = await Promise.all(["a", "b", "c", "d"].map((holder) => claim(key, holder)));
      expect(claims.map(({ state }) => state).toSorted()).toEqual([
        "claimed",
        ...Array<string>(3).fill("in_flight"),
      ]);
      expect(await claim(key, "e", "other")).toMatchObject({ state: "claimed", resumed: false });
    });

    test("gives back the kept answer for a day, and then the key", async () => {
      const key = randomUUID();
      await claim(key, "a");
      await store.keep("local", key, "a", ANSWER);
      const answered = { state: "answered", resourceId: "id-of-a", answer: ANSWER };
      expect(await claim(key, "b")).toEqual(answered);
      expect(await later(DAY_MS - 5_000, () => claim(key, "b"))).toEqual(answered);
      const anew = { state: "claimed", resourceId: "id-of-b", resumed: false };
      expect(await later(DAY_MS + 5_000, () => claim(key, "b"))).toEqual(anew);
    });

    test("gives a key that was let go of, or whose lease ran out, on with the id that was proposed first", async () => {
      const key = randomUUID();
      await claim(key, "a");
      await store.release("local", key, "a");
      const resumed = { state: "claimed", resourceId: "id-of-a", resumed: true };
      expect(await claim(key, "b")).toEqual(resumed);
      expect(await claim(key, "c")).toEqual({ state: "in_flight" });
      expect(await later(LEASE_MS + 1_000, () => claim(key, "c"))).toEqual(resumed);
    });

    test("takes no answer from one whose lease has gone to another", async () => {
      const key = randomUUID();
      await claim(key, "a");
      await store.release("local", key, "a");
      await claim(key, "b");
      await store.keep("local", key, "a", ANSWER);
      await store.release("local", key, "a");
      expect(await claim(key, "c")).toEqual({ state: "in_flight" });
    });

    test("lets a holder prolong its lease", async () => {
      const key = randomUUID();
      await claim(key, "a");
      await later(LEASE_MS - 1_000, () => claim(key, "a"));
      expect(await later(LEASE_MS + 1_000, () => claim(key, "b"))).toEqual({ state: "in_flight" });
    });
  });
}
