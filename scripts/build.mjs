import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";
import { root } from "./bootstrap.mjs";

/*
 * Bundles the extension into dist/: one file per process, and beside them the WASM files those processes load.
 *
 *     node scripts/build.mjs              for development, with source maps
 *     node scripts/build.mjs --minify     for the package
 *     node scripts/build.mjs --strict     an entry whose source is missing is an error, not a warning
 *     node scripts/build.mjs --watch      builds again at every change, until it is ended
 */

/** Bundle name to source; each is started by name (`dist/<name>.js`) from another process. */
export const entries = {
  client: "client/src/extension.ts",
  server: "server/src/main.ts",
  runner: "server/src/run/main.ts",
  cli: "server/src/cli.ts",
  commandLine: "server/src/cli/commandLine.ts",
  check: "server/src/cli/check.ts",
  databaseCommands: "server/src/cli/databaseCommands.ts",
  mcp: "server/src/cli/mcp/mcp.ts",
  embedded: "server/src/run/databases/embeddedServer.ts",
};

/**
 * What the command line loads only for some commands, and then from a bundle of its own: reading code costs time before
 * anything runs.
 */
const apart = {
  "./cli/commandLine.ts": "./commandLine.js",
  "./check.ts": "./check.js",
  "./databaseCommands.ts": "./databaseCommands.js",
  "./mcp/mcp.ts": "./mcp.js",
  "../main.ts": "./server.js",
};

/** The bundles of the command line that load others. */
const loading = new Set(["cli", "commandLine"]);

const loadedApart = {
  name: "loaded-apart",
  setup(build) {
    build.onResolve({ filter: /\.ts$/ }, ({ path: wanted, kind }) =>
      kind === "dynamic-import" && apart[wanted] !== undefined
        ? { path: apart[wanted], external: true }
        : undefined,
    );
  },
};

/** The extensions that come with PostgreSQL, built for the embedded one, and pgvector. */
export const extensionArchives = ["pglite", "pglite-pgvector"].flatMap((name) => {
  const folder = `node_modules/@electric-sql/${name}/dist`;
  const files = readdirSync(path.join(root, folder)).filter((file) => file.endsWith(".tar.gz"));
  return files.map((file) => `${folder}/${file}`);
});

/** Files that bundled packages look for beside the running script. */
export const assets = [
  "node_modules/libpg-query/wasm/libpg-query.wasm",
  "node_modules/@guanmingchiu/sqlparser-ts/wasm/sqlparser_rs_wasm_bg.wasm",
  "node_modules/@electric-sql/pglite/dist/pglite.wasm",
  "node_modules/@electric-sql/pglite/dist/pglite.data",
  "node_modules/@electric-sql/pglite/dist/initdb.wasm",
  ...extensionArchives,
];

const dist = path.join(root, "dist");

/** Gives esbuild's account of what goes into each bundle, and writes nothing. */
export async function inspectAll() {
  const results = await Promise.all(
    Object.entries(entries).map(([name, source]) => bundle(name, source, { write: false })),
  );
  return results.map(({ metafile }) => metafile);
}

/** Builds all bundles and gives esbuild's account of what went into each. */
export async function buildAll({ minify = false, strict = false } = {}) {
  mkdirSync(dist, { recursive: true });
  for (const asset of assets) copyFileSync(path.join(root, asset), path.join(dist, path.basename(asset)));
  const present = Object.entries(entries).filter(([name, source]) => isThere(name, source, strict));
  const results = await Promise.all(present.map(([name, source]) => bundle(name, source, { minify })));
  removeStale(
    new Set(present.flatMap(([name]) => (minify ? [`${name}.js`] : [`${name}.js`, `${name}.js.map`]))),
  );
  if (existsSync(path.join(dist, "cli.js"))) chmodSync(path.join(dist, "cli.js"), 0o755);
  return new Map(present.map(([name], index) => [name, results[index].metafile]));
}

/** Builds at every change of a source; resolves when the first build has ended. */
async function watchAll() {
  await buildAll({ strict: true });
  for (const [name, source] of Object.entries(entries))
    await (await context({ ...settings(name, source, {}), logLevel: "info" })).watch();
}

function bundle(name, source, options) {
  return build(settings(name, source, options));
}

/** What esbuild is told about a bundle. */
export function settings(name, source, { minify = false, write = true }) {
  return {
    absWorkingDir: root,
    entryPoints: [source],
    outfile: path.join(dist, `${name}.js`),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // The command line loads its other bundles by require(): for an import() Node parses such a file twice more.
    supported: loading.has(name) ? { "dynamic-import": false } : {},
    minifyWhitespace: minify,
    minifySyntax: minify,
    // Names stay, so that stack traces of users can be read; keepNames would do it at a call for every closure made.
    sourcemap: minify ? false : "linked",
    legalComments: "none",
    metafile: true,
    write,
    logLevel: "warning",
    // Sources that look at both `__dirname` and `import.meta` find the first in a bundle.
    logOverride: { "empty-import-meta": "silent" },
    // Native add-ons are optional in the packages that ask for them, and none can be shipped in one file.
    plugins: loading.has(name) ? [loadedApart] : [],
    external: ["vscode", "pg-native", "cpu-features", "*.node"],
    // Its main file is written for a loader that bundlers cannot follow.
    alias: { "jsonc-parser": path.join(root, "node_modules/jsonc-parser/lib/esm/main.js") },
    // Packages written as ES modules find their WASM files through `import.meta.url`, which CommonJS lacks.
    define: { "import.meta.url": "bundleUrl" },
    banner: {
      js: `${name === "cli" ? "#!/usr/bin/env node\n" : ""}const bundleUrl = require("node:url").pathToFileURL(__filename).href;`,
    },
  };
}

/** What an earlier build left. The folder itself stays, since a running editor may be using it. */
function removeStale(built) {
  for (const asset of assets) built.add(path.basename(asset));
  for (const name of readdirSync(dist))
    if (!built.has(name)) rmSync(path.join(dist, name), { recursive: true });
}

function isThere(name, source, strict) {
  if (existsSync(path.join(root, source))) return true;
  const message = `dist/${name}.js is not built: ${source} does not exist.`;
  if (strict) throw new Error(message);
  console.warn(message);
  return false;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await (process.argv.includes("--watch") ? watchAll() : buildAndSay());

async function buildAndSay() {
  const started = Date.now();
  const metafiles = await buildAll({
    minify: process.argv.includes("--minify"),
    strict: process.argv.includes("--strict"),
  });
  const sizes = [];
  for (const [name, metafile] of metafiles) {
    mkdirSync(path.join(root, "out", "meta"), { recursive: true });
    writeFileSync(path.join(root, "out", "meta", `${name}.json`), JSON.stringify(metafile));
    const bytes = metafile.outputs[`dist/${name}.js`].bytes;
    sizes.push(`${name} ${Math.round(bytes / 1024)} KB`);
  }
  console.log(`Built dist/ in ${Date.now() - started} ms: ${sizes.join(", ")}`);
}
