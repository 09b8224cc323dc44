/*
 * Who may import whom: the contract of the tree. Each row below says what one folder may import, and dependency-cruiser
 * refuses all else. `types` may be imported with `import type` only, so that nothing of it is there at run time.
 * Entry points compose the parts and may import anything (but see `packageOwners`).
 */
const ENTRY_POINTS = "^src/(workers|stack|cli/compose)/|^src/(api|cli)/main\\.ts$";
const PORTS = "^src/(storage|providers|media|net|search)/.*\\bports?\\.ts$";
const DOMAIN = "^src/domain/";
const CONTRACTS = "^src/contracts/";
/** Node's own modules, as dependency-cruiser names them: `fs/promises`. No file of ours lacks an extension. */
const NODE = "^[a-z0-9_:/]+$";
const SHARED_TOOLS = "^src/(logger|process)\\.ts$";
/** The ids of the present request or activity, which whoever begins one sets and every logger reads. */
const LOG_CONTEXT = "^src/telemetry/log-context\\.ts$";

const npm = (name) => `(^|/)node_modules/${name}(/|$)`;
const ANY_PACKAGE = npm("[^/]+");

const rows = [
  // Pure: the same answer everywhere, also inside a workflow's sandbox. No clock, no disk, no network, no Node.
  { from: DOMAIN, may: [DOMAIN, npm("zod")] },

  // Shared by gateway, workers and clients, so it may need no more than the domain does.
  { from: CONTRACTS, may: [CONTRACTS, DOMAIN, npm("zod")] },

  // Replayed by Temporal: only deterministic code. Activities are known to it by their types.
  {
    from: "^src/workflows/",
    may: ["^src/workflows/", DOMAIN, CONTRACTS, npm("@temporalio/workflow")],
    types: ["^src/activities/"],
  },

  // Work that may fail and be retried. What it works with is handed to it, known by its port.
  {
    from: "^src/activities/",
    may: ["^src/activities/", DOMAIN, CONTRACTS, npm("@temporalio/activity"), NODE],
    types: [PORTS, "^src/logger\\.ts$"],
  },

  // Adapters: each knows one outside world and nothing of Diarist but the domain and its own port.
  ...["storage", "providers", "media", "net", "search"].map((folder) => ({
    from: `^src/${folder}/`,
    may: [`^src/${folder}/`, DOMAIN, CONTRACTS, NODE, ANY_PACKAGE],
    types: [SHARED_TOOLS, "^src/net/port\\.ts$"],
  })),

  // What operators see: metrics, traces, ids in log lines. It wraps ports, and so knows them by their types.
  {
    from: "^src/telemetry/",
    may: ["^src/telemetry/", DOMAIN, CONTRACTS, NODE, ANY_PACKAGE],
    types: [PORTS, "^src/activities/", "^src/logger\\.ts$"],
  },

  // HTTP. Storage is handed to it, workflows are known by their types.
  {
    from: "^src/api/",
    fromNot: ENTRY_POINTS,
    may: ["^src/api/", DOMAIN, CONTRACTS, LOG_CONTEXT, NODE, ANY_PACKAGE],
    types: [PORTS, "^src/workflows/", "^src/logger\\.ts$"],
  },

  // Clients of the HTTP surface, as a stranger's program would be.
  { from: "^src/cli/", fromNot: ENTRY_POINTS, may: ["^src/cli/", CONTRACTS, NODE, ANY_PACKAGE] },
  { from: "^web/src/", may: ["^web/src/", CONTRACTS, ANY_PACKAGE] },
  { from: "^web/worker/", may: ["^web/worker/", "^web/src/uploads/", CONTRACTS] },

  // The tools that everyone is handed, and the configuration, which only entry points read.
  { from: "^src/[^/]+\\.ts$", may: ["^src/[^/]+\\.ts$", DOMAIN, LOG_CONTEXT, NODE, ANY_PACKAGE] },
];

/** Packages that one part of the tree has to itself, entry points included. */
const packageOwners = [
  // A change of store or of speech service touches one folder.
  { packages: ["@aws-sdk/[^/]+", "@smithy/[^/]+"], owners: ["^src/storage/"] },
  { packages: ["openai"], owners: ["^src/providers/"] },
  // HTTP's vocabulary stays in the gateway.
  { packages: ["express", "multer"], owners: ["^src/api/"] },
  // Each of Temporal's packages belongs to the process it was made for.
  { packages: ["@temporalio/workflow"], owners: ["^src/workflows/"] },
  { packages: ["@temporalio/activity"], owners: ["^src/activities/", "^src/telemetry/", ENTRY_POINTS] },
  { packages: ["@temporalio/client"], owners: ["^src/api/", "^src/telemetry/", ENTRY_POINTS] },
  { packages: ["@temporalio/worker"], owners: [ENTRY_POINTS] },
];

const nameOf = (pattern) =>
  pattern
    .replace("^src/", "")
    .replaceAll(/[^a-z]+/g, "-")
    .replaceAll(/^-|-$/g, "");

const layers = rows.flatMap(({ from, fromNot, may, types = [] }) => {
  const source = { path: from, ...(fromNot && { pathNot: fromNot }) };
  const name = nameOf(from);
  const imports = {
    name: `${name}-may-import`,
    comment: "The table in .dependency-cruiser.js does not let this folder import that.",
    severity: "error",
    from: source,
    to: { pathNot: [...may, ...types] },
  };
  if (types.length === 0) return [imports];
  const typesOnly = {
    name: `${name}-may-import-as-types`,
    comment: "This folder may know that one by its types: use `import type`.",
    severity: "error",
    from: source,
    to: { path: types, pathNot: may, dependencyTypesNot: ["type-only"] },
  };
  return [imports, typesOnly];
});

const owned = packageOwners.map(({ packages, owners }) => ({
  name: `${nameOf(packages[0])}-has-an-owner`,
  comment: `Only ${owners.join(", ")} may import this package.`,
  severity: "error",
  from: { path: "^(src|web)/", pathNot: owners },
  to: { path: packages.map(npm) },
}));

export default {
  forbidden: [
    ...layers,
    ...owned,
    {
      name: "entry-points-are-not-imported",
      comment: "An entry point composes; what others need of it belongs in a folder of its own.",
      severity: "error",
      from: { path: "^src/", pathNot: ENTRY_POINTS },
      to: { path: ENTRY_POINTS },
    },
    {
      name: "no-cycles",
      comment: "Files that import each other cannot be understood, or tested, one at a time.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-development-packages",
      comment: "The program must run after `npm ci --omit=dev`.",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-undeclared-packages",
      comment: "A package that package.json does not name is there by accident.",
      severity: "error",
      from: { path: "^(src|web)/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-unresolvable",
      comment: "This import leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    // Type-only imports are seen too: the table speaks of them.
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["main", "types"],
    },
  },
};
