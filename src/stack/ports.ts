import { createServer } from "node:net";
import type { ServicePort, ServiceSpec } from "./service.js";

export class PortError extends Error {
  override readonly name = "PortError";
}

/** Throws PortError, naming each port that cannot be had and the variable that changes it. */
export async function requirePorts(specs: ServiceSpec[]): Promise<void> {
  const wanted = specs.flatMap((spec) => spec.ports.map((port) => ({ ...port, service: spec.name })));
  const problems: string[] = [];
  for (const [index, port] of wanted.entries()) {
    const twin = wanted.slice(0, index).find((other) => other.port === port.port);
    const problem =
      twin === undefined ? await whyUnavailable(port) : `is also that of ${twin.service} (${twin.variable})`;
    if (problem === undefined) continue;
    problems.push(
      `Port ${port.port} (${port.service}) ${problem}. Set ${port.variable} to another port, ` +
        `for instance ${port.variable}=${suggestion(port.port)}.`,
    );
  }
  if (problems.length > 0) throw new PortError(problems.join("\n"));
}

export function whyUnavailable({ host, port }: ServicePort): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => {
      const code = "code" in error ? error.code : undefined;
      if (code === "EADDRINUSE") resolve("is taken by another program");
      else if (code === "EACCES") resolve("may not be used without more rights");
      else resolve(`cannot be opened on ${host} (${error.message})`);
    });
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

function suggestion(port: number): number {
  return port + 1_000 > 65_535 ? port - 1_000 : port + 1_000;
}
