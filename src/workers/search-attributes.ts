import type { NativeConnection } from "@temporalio/worker";
import { SEARCH_ATTRIBUTES } from "../contracts/names.js";

/** Temporal's `IndexedValueType`, of which we need these. */
const INDEXED_VALUE_TYPES = { Keyword: 2, Double: 4 } as const;

/**
 * Adds the search attributes that a Temporal server lacks; without them every workflow would stand still at its first
 * step. Throws with what an operator must do where we may not add them ourselves (Temporal Cloud).
 */
export async function ensureSearchAttributes(connection: NativeConnection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !(name in customAttributes));
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(
    missing.map(([name, type]) => [name, INDEXED_VALUE_TYPES[type]]),
  );
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    const wanted = missing.map(([name, type]) => `${name} (${type})`).join(", ");
    throw new Error(`Temporal's namespace ${namespace} lacks these search attributes; add them: ${wanted}`, {
      cause: error,
    });
  }
}
