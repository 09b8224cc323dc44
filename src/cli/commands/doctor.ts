import type { Command } from "commander";
import { z } from "zod";
import type { Readiness } from "../../contracts/http/readiness.js";
import { systemSchema } from "../../contracts/http/system.js";
import { addCommand, type Kit } from "../command.js";
import type { Context } from "../context.js";
import { EXIT } from "../exit.js";
import { ApiError } from "../http/api-error.js";
import { reasonOf, type ApiClient } from "../http/client.js";
import { askReadiness, PATIENCE_MS } from "../http/readiness.js";
import type { Screen, Style } from "../terminal/screen.js";
import { padTo, wrapped } from "../terminal/fit.js";

/** One thing that was looked at. */
export interface Finding {
  area: "machine" | "service";
  name: string;
  /** `missing`: nothing works without it. `warning`: something may not. */
  state: "well" | "warning" | "missing";
  /** What was found. */
  detail: string;
  /** What to do about it. */
  remedy?: string;
}

const SIGNS: Record<Finding["state"], readonly [sign: string, style: Style]> = {
  well: ["✓", "green"],
  warning: ["!", "yellow"],
  missing: ["✗", "red"],
};
const HEADINGS: Record<Finding["area"], string> = { machine: "This machine", service: "The service" };

export function addDoctor(program: Command, kit: Kit): void {
  addCommand(program, kit, {
    usage: "doctor",
    summary: "Check this machine and the service, and say how to mend what is wrong",
    details:
      "Ends with 1 if something has to be mended. In a pipe: state, name and detail, with tabs between them.",
    examples: [
      ["diarist doctor", "all of it"],
      ["diarist doctor --json | jq '.findings[] | select(.state != \"well\")'", "for programs"],
    ],
    schema: z.object({}),
    run: async (context) => {
      const { screen } = context;
      const isElsewhere = context.namedServer !== undefined;
      const findings = [
        // What lies on this machine does not matter to a service elsewhere.
        ...(isElsewhere ? [] : await context.inspectMachine()),
        ...(await inspectService(context, await context.client())),
      ];
      const isWell = findings.every(({ state }) => state !== "missing");
      if (screen.json) screen.printJson({ well: isWell, findings });
      else printFindings(screen, findings);
      return isWell ? EXIT.done : EXIT.failed;
    },
  });
}

async function inspectService(context: Context, client: ApiClient): Promise<Finding[]> {
  const area = "service" as const;
  let report: Readiness | undefined;
  try {
    report = await askReadiness(client);
  } catch (error) {
    const detail = `nobody answers at ${client.server} (${reasonOf(error)})`;
    const remedy =
      context.namedServer === undefined
        ? "Start it with `diarist start`; a single `diarist transcribe` does without."
        : "See that it runs there, or name another with --server.";
    const state = context.namedServer === undefined ? ("warning" as const) : ("missing" as const);
    return [{ ...{ area, state, detail, remedy }, name: "gateway" }];
  }
  if (report === undefined) {
    const detail = `what answers at ${client.server} is no Diarist`;
    const remedy = "Name the right address with --server, or give Diarist another port with PORT.";
    return [{ ...{ area, detail, remedy }, state: "missing", name: "gateway" }];
  }
  const dependencies = Object.entries(report.dependencies).map(
    ([name, { ready, reason, remedy }]): Finding => {
      if (ready) return { ...{ area, name }, state: "well", detail: "ready" };
      const detail = reason ?? "not ready";
      return { ...{ area, name, detail }, state: "missing", ...(remedy !== undefined && { remedy }) };
    },
  );
  return [
    { ...{ area, name: "gateway" }, state: "well", detail: `answers at ${client.server}` },
    ...(await inspectSystem(client)),
    ...dependencies,
  ];
}

/** What it is made of; who may not ask that may not read jobs either. */
async function inspectSystem(client: ApiClient): Promise<Finding[]> {
  const area = "service" as const;
  try {
    const { version, access, speech, notes } = await client.json(systemSchema, "GET", "/v1/system", {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const writer = notes.model ?? "the speaker's own sentences, without a language model";
    return [
      { area, name: "version", state: "well", detail: version },
      {
        area,
        name: "access",
        state: "well",
        detail: access === "keys" ? "by key; yours is taken" : "open, to this machine",
      },
      { area, name: "models", state: "well", detail: `speech by ${speech.model}; notes by ${writer}` },
    ];
  } catch (error) {
    if (!(error instanceof ApiError) && !isTimeout(error)) throw error;
    const isRefusal = error instanceof ApiError && error.status < 500;
    return [{ area, name: "access", state: isRefusal ? "missing" : "warning", detail: reasonOf(error) }];
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === "TimeoutError";
}

function printFindings(screen: Screen, findings: readonly Finding[]): void {
  if (!screen.isForPeople) {
    for (const { state, name, detail } of findings) screen.print(`${state}\t${name}\t${detail}`);
    return;
  }
  const width = Math.max(...findings.map(({ name }) => name.length));
  for (const area of ["machine", "service"] as const) {
    const some = findings.filter((finding) => finding.area === area);
    if (some.length === 0) continue;
    screen.print(
      `${area === "service" && some.length < findings.length ? "\n" : ""}${screen.paint("bold", HEADINGS[area])}`,
    );
    for (const { name, state, detail, remedy } of some) {
      const [sign, style] = SIGNS[state];
      const [first = "", ...rest] = wrapped(detail, screen.width - width - 5);
      screen.print(`${screen.paint(style, sign)} ${padTo(name, width)}  ${first}`);
      const advice =
        remedy === undefined || state === "well" ? [] : wrapped(`→ ${remedy}`, screen.width - width - 5);
      for (const line of [...rest, ...advice.map((part) => screen.paint("dim", part))])
        screen.print(`${" ".repeat(width + 4)}${line}`);
    }
  }
}
