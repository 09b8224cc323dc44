import { basename } from "node:path";
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Holds the naming of files; a package for one regular expression would be too much. */
const kebabCaseFiles = {
  meta: { type: "suggestion", schema: [], messages: { name: "Name this file in kebab-case." } },
  create: (context) => ({
    Program(node) {
      if (!/^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(basename(context.filename)))
        context.report({ node, messageId: "name" });
    },
  }),
};

const NO_ENUM = { selector: "TSEnumDeclaration", message: "Use a union of strings." };
const NO_DEFAULT_EXPORT = { selector: "ExportDefaultDeclaration", message: "Export by name." };

export default defineConfig(
  globalIgnores(["dist/", "coverage/", "**/.venv/", "**/.cache/", "web/src/api/schema.d.ts"]),
  js.configs.recommended,
  {
    plugins: { diarist: { rules: { "kebab-case-files": kebabCaseFiles } } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "diarist/kebab-case-files": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-lines": ["error", 300],
      "no-console": "error",
      // Recordings are told from other files by their bytes.
      "no-control-regex": "off",
      "object-shorthand": "error",
      "prefer-template": "error",
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "no-restricted-syntax": ["error", NO_ENUM, NO_DEFAULT_EXPORT],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unsafe-type-assertion": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { allowDefaultCaseForExhaustiveSwitch: true, considerDefaultExhaustiveForUnions: true },
      ],
      // Numbers say themselves in a template; anything else must be turned into text on purpose.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `async` on a method that need not await keeps its port's promise, also where it throws.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      // Brackets may say that the key is data, and may be missing.
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    // Only the configuration reads the environment.
    files: ["src/**"],
    ignores: ["src/config.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Only src/config.ts reads the environment." },
      ],
    },
  },
  {
    // Vitest's matchers and hand-written doubles are looser than the program may be.
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-type-assertion": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    // Text from the gateway and from the browser's own storage is what our schemas say it is: the page holds no zod.
    files: ["web/src/**/*.{ts,tsx}"],
    rules: { "@typescript-eslint/no-unsafe-type-assertion": "off" },
  },
  {
    // What is tested here is plain JavaScript, most of it without types.
    files: ["test/scripts/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    // Tools that take their configuration as a default export.
    files: ["**/*.config.{js,ts}", "test/web/global-setup.ts"],
    rules: { "no-restricted-syntax": ["error", NO_ENUM] },
  },
  {
    // Playwright reads from a fixture's parameter which others it needs, also where it is none.
    files: ["test/web/**"],
    rules: { "no-empty-pattern": "off" },
  },
  {
    // Programs for a terminal.
    files: ["scripts/**", "bench/**", "test/**/*.mjs"],
    rules: { "no-console": "off" },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: { globals: nodeGlobals() },
  },
);

/** What plain JavaScript here may use without importing it; TypeScript knows it from its types. */
function nodeGlobals() {
  const names = [
    "process",
    "console",
    "URL",
    "fetch",
    "AbortSignal",
    "AbortController",
    "Buffer",
    "performance",
  ];
  const timers = ["setTimeout", "clearTimeout", "setInterval", "clearInterval"];
  return Object.fromEntries([...names, ...timers].map((name) => [name, "readonly"]));
}
