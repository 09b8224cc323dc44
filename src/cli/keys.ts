import { parseArgs } from "node:util";
import type { z } from "zod";
import { newKeySchema, ownLimitsSchema, tenantIdSchema, toKeyAnswer } from "../contracts/http/key.js";

const USAGE = `keys create --tenant T --scopes jobs:read,jobs:write,keys:write [--name N] [--expires 2027-01-31]
keys list   --tenant T
keys revoke --tenant T KEY_ID
keys limits --tenant T [--requests-per-minute N] [--concurrent-jobs N] [--audio-minutes-per-day N] [--stored-bytes N]

A limit is a number, or "none" to lift one that holds for all tenants; without any, the tenant's own are shown.`;

type NewKey = Omit<z.output<typeof newKeySchema>, "expiresAt"> & {
  tenantId: string;
  validUntil?: string | undefined;
};
type Key = Parameters<typeof toKeyAnswer>[0];
type OwnLimits = z.output<typeof ownLimitsSchema>;

/** What the commands work with: the store itself, for the first key cannot be asked for with a key. */
export interface KeyDesk {
  create(key: NewKey): Promise<{ key: Key; text: string }>;
  list(tenantId: string): AsyncIterable<Key>;
  revoke(tenantId: string, keyId: string): Promise<void>;
  limits(tenantId: string): Promise<OwnLimits>;
  setLimits(tenantId: string, change: OwnLimits): Promise<void>;
}

export interface Output {
  /** What the command is for; fit for a pipe. */
  print: (line: string) => void;
  /** What a person should know beside it. */
  note: (line: string) => void;
}

/** Wrong words on the command line; the message says which are right. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** `create`, `list`, `revoke` and `limits`, as USAGE describes them. Throws UsageError. */
export async function runKeys(args: readonly string[], desk: KeyDesk, output: Output): Promise<void> {
  const { command, words, options } = parse(args);
  const tenantId = checked(tenantIdSchema, options.tenant, "--tenant");
  switch (command) {
    case "create": {
      const { key, text } = await desk.create({ tenantId, ...newKeyOf(options) });
      output.note(`The key ${key.keyId} of ${tenantId}. It is shown this once:`);
      output.print(text);
      return;
    }
    case "list":
      for await (const key of desk.list(tenantId)) output.print(JSON.stringify(toKeyAnswer(key)));
      return;
    case "revoke": {
      const [keyId] = words;
      if (keyId === undefined) throw new UsageError(`Which key?\n\n${USAGE}`);
      await desk.revoke(tenantId, keyId);
      output.note(`${keyId} is revoked; gateways that know it forget it within ten seconds.`);
      return;
    }
    case "limits": {
      const change = limitsOf(options);
      if (Object.keys(change).length > 0) await desk.setLimits(tenantId, change);
      output.print(JSON.stringify(await desk.limits(tenantId)));
      return;
    }
    default:
      throw new UsageError(USAGE);
  }
}

const LIMITS = {
  "requests-per-minute": "requestsPerMinute",
  "concurrent-jobs": "concurrentJobs",
  "audio-minutes-per-day": "audioMinutesPerDay",
  "stored-bytes": "storedBytes",
} as const;

type Options = Record<string, string | undefined>;

function parse(args: readonly string[]): { command: string | undefined; words: string[]; options: Options } {
  const names = ["tenant", "scopes", "name", "expires", ...Object.keys(LIMITS)];
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
    });
    const [command, ...words] = positionals;
    const options: Options = {};
    for (const [name, value] of Object.entries(values)) options[name] = String(value);
    return { command, words, options };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function newKeyOf(options: Options): Omit<NewKey, "tenantId"> {
  const { expiresAt, ...key } = checked(
    newKeySchema,
    {
      name: options.name ?? "made at the command line",
      scopes: options.scopes?.split(",").map((scope) => scope.trim()) ?? [],
      expiresAt: options.expires === undefined ? undefined : asTime(options.expires),
    },
    "the key",
  );
  return { ...key, validUntil: expiresAt };
}

/** A date alone means its midnight, UTC. */
function asTime(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
}

function limitsOf(options: Options): OwnLimits {
  const given = Object.entries(LIMITS).flatMap(([option, name]) => {
    const value = options[option];
    return value === undefined ? [] : [[name, value === "none" ? null : Number(value)]];
  });
  return checked(ownLimitsSchema, Object.fromEntries(given), "the limits");
}

function checked<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(({ path, message }) => [...path.map(String), message].join(": "));
  throw new UsageError(`${what}: ${reasons.join("; ")}\n\n${USAGE}`);
}
