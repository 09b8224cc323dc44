import { defineConfig } from "vitest/config";

/*
 * Three suites, by what they need beside Node:
 *   unit         nothing (ffmpeg for test/media)
 *   integration  the real Temporal test server, S3 and DynamoDB servers
 *   e2e          the whole service, speech engine included
 * Playwright runs test/web.
 */
export default defineConfig({
  test: {
    // Temporal's native core does not live in worker threads.
    pool: "forks",
    // Vitest leaves one processor free by default, which is half of two.
    maxWorkers: "100%",
    testTimeout: 30_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/{storage,workflows,api,telemetry,cli,e2e,web}/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["test/{storage,workflows,api,telemetry,cli}/**/*.test.ts"],
          // Each workflow test starts a Temporal server and four workers of its own.
          testTimeout: 90_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
