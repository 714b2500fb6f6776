import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./bootstrap.mjs";
import { inspectAll } from "./build.mjs";

/*
 * Writes THIRD-PARTY-NOTICES.md: the licence of every package of which code is in a bundle, by esbuild's account.
 *
 *     node scripts/notices.mjs            writes it
 *     node scripts/notices.mjs --check    fails where it is not fresh
 */

const notices = path.join(root, "THIRD-PARTY-NOTICES.md");
const texts = path.join(root, "scripts", "licenses");

/** What is compiled into the WASM files of packages that do not carry its licence themselves. */
const compiled = [
  { title: "PostgreSQL (in libpg-query and PGlite), PostgreSQL License", file: "PostgreSQL.txt" },
  { title: "sqlparser-rs (in @guanmingchiu/sqlparser-ts), Apache-2.0", file: "Apache-2.0.txt" },
  { title: "libpg_query (in libpg-query), BSD-3-Clause", file: "libpg_query.txt" },
  { title: "OpenSSL (in PGlite's pgcrypto), Apache-2.0", file: "Apache-2.0.txt" },
  { title: "@electric-sql/pglite-pgvector, Apache-2.0", file: "Apache-2.0.txt" },
  { title: "pgvector (in @electric-sql/pglite-pgvector), PostgreSQL License", file: "PostgreSQL.txt" },
];

/** The notices for the bundles that these metafiles describe. */
export function renderNotices(metafiles) {
  const packages = [...bundledPackages(metafiles)].sort().map(describe);
  const byText = new Map();
  for (const one of packages) byText.set(one.text, [...(byText.get(one.text) ?? []), one.title]);
  for (const { title, file } of compiled) {
    const text = readFileSync(path.join(texts, file), "utf8").trim();
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  const parts = [...byText].map(
    ([text, titles]) => `## ${titles.join("\n\n## ")}\n\n\`\`\`text\n${text}\n\`\`\``,
  );
  const intro =
    "Lockkeeper contains code of these packages. Written by `node scripts/notices.mjs`; do not edit.";
  return `# Third-party notices\n\n${intro}\n\n${parts.join("\n\n")}\n`;
}

function bundledPackages(metafiles) {
  const found = new Set();
  for (const metafile of metafiles)
    for (const input of Object.keys(metafile.inputs)) {
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
      if (folder !== undefined) found.add(folder);
    }
  return found;
}

function describe(folder) {
  const manifest = JSON.parse(readFileSync(path.join(root, folder, "package.json"), "utf8"));
  const license = manifest.license ?? manifest.licenses?.map(({ type }) => type).join(" or ");
  if (license === undefined) throw new Error(`${folder} names no licence: is it allowed to ship it?`);
  return {
    title: `${manifest.name} ${manifest.version}, ${license}`,
    text: textOf(folder, manifest, license),
  };
}

/** The package's own file, else the standard text of the licence that its manifest names. */
function textOf(folder, manifest, license) {
  const file = readdirSync(path.join(root, folder)).find((name) => /^licen[sc]e/i.test(name));
  if (file !== undefined) return clean(readFileSync(path.join(root, folder, file), "utf8"));
  const author = typeof manifest.author === "string" ? manifest.author : manifest.author?.name;
  const standard = readFileSync(path.join(texts, `${license}.txt`), "utf8");
  return clean(`Copyright (c) ${author ?? `the authors of ${manifest.name}`}\n\n${standard}`);
}

function clean(text) {
  return text.replaceAll("\r\n", "\n").replaceAll("```", "'''").trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fresh = renderNotices(await inspectAll());
  if (!process.argv.includes("--check")) writeFileSync(notices, fresh);
  else if (readFileSync(notices, "utf8") !== fresh) {
    console.error("THIRD-PARTY-NOTICES.md is not fresh: run `node scripts/notices.mjs`.");
    process.exitCode = 1;
  }
}
