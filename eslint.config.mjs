import tseslint from "typescript-eslint";

/** The pure core: it must also run in a web worker, so it sees no editor, no Node, no clock, no network. */
const core = ["sql", "catalog", "interpret", "timeline", "formats", "rules", "recipes"];

export default tseslint.config(
  {
    ignores: [
      "dist/**",
      "out/**",
      "**/node_modules/**",
      "samples/**",
      "test/.cache/**",
      "test/vscode/host/**",
    ],
  },
  ...tseslint.configs.strictTypeChecked.map((config) => ({
    ...config,
    files: ["**/*.ts", "**/*.mts"],
  })),
  {
    files: ["**/*.ts", "**/*.mts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/ban-ts-comment": "error",
      eqeqeq: "error",
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Use named exports." },
        { selector: "TSEnumDeclaration", message: "Use a union of literals." },
        {
          selector: "TSAsExpression > TSAsExpression",
          message: "A double cast silences the compiler; narrow the type instead.",
        },
        {
          selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
          message: 'Write `import * as z from "zod"`: else every bundle holds all of it, in forty languages.',
        },
      ],
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: core.map((folder) => `server/src/${folder}/**/*.ts`),
    rules: {
      "no-restricted-imports": ["error", { patterns: ["node:*", "vscode*", "fs", "path", "os", "pg"] }],
      "no-restricted-globals": [
        "error",
        "process",
        "setTimeout",
        "setInterval",
        "fetch",
        "Date",
        "performance",
      ],
    },
  },
  { files: ["test/**"], rules: { "max-lines-per-function": "off" } },
  { files: ["vitest.config.mts"], rules: { "no-restricted-syntax": "off" } },
);
