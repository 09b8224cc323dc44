import { Option, type Command } from "commander";
import { z } from "zod";
import {
  newKeySchema,
  ownLimitsSchema,
  tenantIdSchema,
  toKeyAnswer,
  type KeyAnswer,
} from "../../contracts/http/key.js";
import { addCommand, addGroup, type Kit } from "../command.js";
import { UsageError } from "../exit.js";
import type { NewKey, OwnLimits } from "../key-desk.js";
import { formatAgo, formatDay } from "../terminal/humane.js";
import { printFields, printTable, type Column } from "../terminal/table.js";

const LIMITS = {
  requestsPerMinute: "--requests-per-minute",
  concurrentJobs: "--concurrent-jobs",
  audioMinutesPerDay: "--audio-minutes-per-day",
  storedBytes: "--stored-bytes",
} as const;

const tenantSchema = z.object({ tenant: tenantIdSchema });
const tenantOption = (): Option => new Option("--tenant <tenant>", "whose they are").makeOptionMandatory();

const DETAILS = "Works on the job store itself, with the service's own configuration.";

export function addKeys(program: Command, kit: Kit): void {
  const keys = addGroup(program, "keys", "Make, list and revoke API keys; set tenants' limits");
  addCreate(keys, kit);
  addCommand(keys, kit, {
    usage: "list",
    summary: "List a tenant's keys",
    details: DETAILS,
    examples: [["diarist keys list --tenant team", "revoked ones too"]],
    options: [tenantOption()],
    schema: tenantSchema,
    run: async ({ screen, openKeyDesk }, _words, { tenant }) => {
      const found: KeyAnswer[] = [];
      for await (const key of (await openKeyDesk()).list(tenant)) found.push(toKeyAnswer(key));
      if (screen.json) screen.printJson({ keys: found });
      else printTable(screen, COLUMNS, found);
      return undefined;
    },
  });
  addCommand(keys, kit, {
    usage: "revoke <key-id>",
    summary: "Revoke a key",
    details: DETAILS,
    examples: [["diarist keys revoke --tenant team 3kTMd0qUlWcXf", "by its id, which `list` shows"]],
    options: [tenantOption()],
    schema: tenantSchema,
    run: async ({ screen, openKeyDesk }, [keyId = ""], { tenant }) => {
      await (await openKeyDesk()).revoke(tenant, keyId);
      if (screen.json) screen.printJson({ id: keyId, revoked: true });
      else screen.note(`${keyId} is revoked; gateways that know it forget it within ten seconds.`);
      return undefined;
    },
  });
  addLimits(keys, kit);
}

function addCreate(keys: Command, kit: Kit): void {
  addCommand(keys, kit, {
    usage: "create",
    summary: "Make a key",
    details: `${DETAILS} The key is printed once, to standard output.`,
    examples: [
      [
        "diarist keys create --tenant team --scopes jobs:read,jobs:write",
        "for a program that sends recordings",
      ],
      [
        "diarist keys create --tenant team --scopes jobs:read --name dashboard --expires 2027-06-30",
        "for a while",
      ],
    ],
    options: [
      tenantOption(),
      new Option(
        "--scopes <scopes>",
        "what it may do: jobs:read, jobs:write, keys:write, with commas",
      ).makeOptionMandatory(),
      new Option("--name <name>", "to tell keys apart").default("made at the command line"),
      new Option("--expires <day>", "until when it holds, such as 2027-01-31"),
    ],
    schema: tenantSchema.extend({ scopes: z.string(), name: z.string(), expires: z.string().optional() }),
    run: async ({ screen, openKeyDesk }, _words, options) => {
      const wanted = newKeyOf(options);
      const { key, text } = await (await openKeyDesk()).create(wanted);
      if (screen.json) {
        screen.printJson({ ...toKeyAnswer(key), key: text });
        return undefined;
      }
      screen.note(`The key ${key.keyId} of ${key.tenantId}. It is shown this once:`);
      screen.print(text);
      return undefined;
    },
  });
}

function addLimits(keys: Command, kit: Kit): void {
  const limit = (flag: string, what: string): Option => new Option(`${flag} <count>`, what);
  addCommand(keys, kit, {
    usage: "limits",
    summary: "Show a tenant's own limits, or set them",
    details: `${DETAILS} A limit is a number, or "none" to lift one that holds for all tenants.`,
    examples: [
      ["diarist keys limits --tenant team", "what is set"],
      ["diarist keys limits --tenant team --concurrent-jobs 50 --audio-minutes-per-day none", "set some"],
    ],
    options: [
      tenantOption(),
      limit(LIMITS.requestsPerMinute, "requests a minute"),
      limit(LIMITS.concurrentJobs, "jobs that have not ended"),
      limit(LIMITS.audioMinutesPerDay, "minutes of audio a day"),
      limit(LIMITS.storedBytes, "bytes of recordings"),
    ],
    schema: tenantSchema.extend({
      requestsPerMinute: z.string().optional(),
      concurrentJobs: z.string().optional(),
      audioMinutesPerDay: z.string().optional(),
      storedBytes: z.string().optional(),
    }),
    run: async ({ screen, openKeyDesk }, _words, { tenant, ...given }) => {
      const change = limitsOf(given);
      const desk = await openKeyDesk();
      if (Object.keys(change).length > 0) await desk.setLimits(tenant, change);
      const limits = await desk.limits(tenant);
      if (!screen.isForPeople) screen.printJson(limits);
      else if (Object.keys(limits).length === 0) screen.note(`${tenant} has no limits of its own.`);
      else
        printFields(
          screen,
          Object.entries(limits).map(([name, value]) => [name, value === null ? "none" : String(value)]),
        );
      return undefined;
    },
  });
}

function newKeyOf(options: {
  tenant: string;
  scopes: string;
  name: string;
  expires?: string | undefined;
}): NewKey {
  const { expiresAt, ...key } = checked(newKeySchema, {
    name: options.name,
    scopes: options.scopes.split(",").map((scope) => scope.trim()),
    expiresAt: options.expires === undefined ? undefined : asTime(options.expires),
  });
  return { tenantId: options.tenant, ...key, validUntil: expiresAt };
}

/** A date alone means its midnight, UTC. */
function asTime(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
}

function limitsOf(given: Record<string, string | undefined>): OwnLimits {
  const limits = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value === "none" ? null : Number(value)]],
  );
  return checked(ownLimitsSchema, Object.fromEntries(limits));
}

const FLAGS: Record<string, string> = { ...LIMITS, expiresAt: "--expires" };

function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(({ path: [name = ""], message }) => {
    const field = String(name);
    return `${FLAGS[field] ?? `--${field}`}: ${message}`;
  });
  throw new UsageError(`${reasons.join("; ")}.`);
}

const COLUMNS: readonly Column<KeyAnswer>[] = [
  { heading: "ID", text: ({ id }) => id },
  { heading: "NAME", text: ({ name }) => name, flexible: true },
  { heading: "SCOPES", text: ({ scopes }) => scopes.join(",") },
  {
    heading: "STATE",
    text: stateOf,
    style: (key) => (isUsable(key) ? undefined : "dim"),
    plain: ({ revokedAt, expiresAt }) => revokedAt ?? expiresAt ?? "",
  },
  {
    heading: "USED",
    text: ({ lastUsedAt }) => (lastUsedAt === undefined ? "never" : formatAgo(lastUsedAt)),
    plain: ({ lastUsedAt }) => lastUsedAt ?? "",
  },
];

function isUsable({ revokedAt, expiresAt }: KeyAnswer): boolean {
  return revokedAt === undefined && (expiresAt === undefined || Date.parse(expiresAt) > Date.now());
}

function stateOf(key: KeyAnswer): string {
  const { revokedAt, expiresAt } = key;
  if (revokedAt !== undefined) return `revoked ${formatAgo(revokedAt)}`;
  if (expiresAt === undefined) return "valid";
  return `${isUsable(key) ? "until" : "expired"} ${formatDay(expiresAt)}`;
}
