import { join } from "node:path";
import { platform, root } from "../paths.mjs";
import { digestOfRequirements, findPython, installRequirements, makeEnvironment } from "../tools/python.mjs";

const requirementsFile = join(root, "test/clients/requirements.txt");

/** A virtual environment of its own, so that no client's needs move the engine's packages. */
export async function testClients() {
  const digest = await digestOfRequirements(requirementsFile);
  const { path, version } = await findPython();
  return {
    name: "test-clients",
    id: `test-clients-${digest}-python${version}-${platform}`,
    version: `${version}, requirements ${digest}`,
    why: "clients of the API in Python, and schemathesis, for the tests",
    sources: [
      {
        label: "Python registry, test/clients/requirements.txt",
        async fetch(work) {
          await makeEnvironment(path, join(work, "env"));
          await installRequirements(join(work, "env/bin/python"), requirementsFile);
          return { path: "env/bin/python" };
        },
      },
    ],
    otherwise: "Its packages have wheels for Python 3.10 to 3.13 on Linux and macOS.",
  };
}
