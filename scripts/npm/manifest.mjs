import path from "node:path";
import { extensionArchives } from "../build.mjs";

/*
 * What the npm package of the command line says of itself. Version, licence and addresses are the extension's, so that
 * the two cannot differ; everything that runs is bundled, so it depends on nothing.
 */

/** Below `dist/`: what the command line starts or loads. */
export const distFiles = [
  "cli.js",
  "commandLine.js",
  "check.js",
  "databaseCommands.js",
  "mcp.js",
  "server.js",
  "runner.js",
  "embedded.js",
  "libpg-query.wasm",
  "sqlparser_rs_wasm_bg.wasm",
  "pglite.wasm",
  "pglite.data",
  "initdb.wasm",
  ...extensionArchives.map((file) => path.basename(file)),
];

/** Beside it: what a person or an editor reads. */
export const otherFiles = [
  "LICENSE",
  "THIRD-PARTY-NOTICES.md",
  "CHANGELOG.md",
  "schemas",
  "docs/configuration.md",
  "docs/locks.md",
  "docs/rules",
  "docs/recipes",
];

/**
 * @param {Record<string, unknown>} extension the extension's package.json
 * @returns {Record<string, unknown>} the npm package's
 */
export function npmManifest({
  name,
  version,
  description,
  license,
  keywords,
  repository,
  bugs,
  homepage,
  engines,
}) {
  return {
    name,
    version,
    description,
    license,
    keywords,
    repository,
    bugs,
    homepage,
    engines: { node: engines.node },
    bin: { lockkeeper: "dist/cli.js" },
    files: ["dist", ...otherFiles],
  };
}
