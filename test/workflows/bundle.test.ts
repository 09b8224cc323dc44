import { expect, it } from "vitest";
import { workflowBundle } from "./harness.js";

it("workflows load no zod, which would be set up anew for each of them", async () => {
  const { code } = await workflowBundle();
  expect(code).toContain("src/workflows/transcribe-and-note.ts");
  expect(code).not.toContain("node_modules/zod");
});
