import { createHash } from "node:crypto";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ChecksumMismatch, SourceUnavailable } from "../errors.mjs";
import { platform } from "../paths.mjs";
import { run, which } from "../run.mjs";
import { releaseArchive } from "../sources/release-archive.mjs";
import { javaCommand } from "../tools/java.mjs";
import { digestOf } from "../verify.mjs";

const version = "1.38.0";
const native = `temporal-test-server_${version}_linux_amd64`;

/** sha256 over the sorted lines `<sha256>  <file>` of the server and all that it needs. */
const JARS_SHA256 = "bb7a46081eddc18177c24a06edde11c2776fe6707fb31f5a76f6f927a78ee9ec";

export const testServer = {
  name: "test-server",
  id: `temporal-test-server-${version}-${platform}`,
  version,
  why: "Temporal's time-skipping server, for the workflow tests",
  configured: "DIARIST_TEST_SERVER",
  sources: [
    releaseArchive({
      base: `https://github.com/temporalio/sdk-java/releases/download/v${version}`,
      // The release has no list of checksums; for the other platforms no public manifest gives one either.
      assets: {
        "linux-x64": {
          file: `${native}.tar.gz`,
          program: `${native}/temporal-test-server`,
          sha256: "41df834fe8e1ac59619e13908f41b63e4d1054f37634a2f89033d8cf6af71b96",
        },
      },
    }),
    { label: "Maven registry", fetch: fetchWithMaven },
  ],
  otherwise:
    "Install Maven and Java 17 or newer (Debian and Ubuntu: sudo apt install maven), " +
    "or set DIARIST_TEST_SERVER to a temporal-test-server program.",
};

async function fetchWithMaven(work, tools) {
  const maven = await which("mvn");
  if (maven === undefined) throw new SourceUnavailable("there is no `mvn` on the PATH");
  const java = await javaCommand(work, tools);
  await writeFile(join(work, "pom.xml"), POM);
  const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
  const options = ["-q", "-B", "-DincludeScope=runtime", "-DoutputDirectory=lib"];
  await run(maven, [...options, goal], { cwd: work }).catch((error) => {
    throw new SourceUnavailable(error.message);
  });
  await verifyJars(join(work, "lib"));
  const program = "temporal-test-server";
  await writeFile(join(work, program), launcher(java), { mode: 0o755 });
  return { path: program };
}

async function verifyJars(folder) {
  const names = (await readdir(folder)).sort();
  const lines = await Promise.all(
    names.map(async (name) => `${await digestOf(join(folder, name))}  ${name}\n`),
  );
  const actual = createHash("sha256").update(lines.join("")).digest("hex");
  if (actual !== JARS_SHA256)
    throw new ChecksumMismatch(
      `the test server's jars have the sha256 ${actual}, but ${JARS_SHA256} is pinned`,
    );
}

/** Starting fast matters more than running fast: one server a test. */
function launcher(java) {
  const command = java.startsWith("/") ? java : `$here/${java}`;
  return `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
exec "${command}" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$here/lib/*" io.temporal.testserver.TestServer "$@"
`;
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>diarist</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${version}</version>
    </dependency>
  </dependencies>
</project>
`;
