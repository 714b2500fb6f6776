import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { templates, type Kind } from "./scaffold/templates.mts";

/*
 * Writes the one file that a new rule, recipe, format or command is, enters it where such files are listed, and leaves a
 * test red until its words and its behaviour are written.
 *
 *     npm run new-rule NAME        server/src/rules/<name>.ts        kebab-case, names the hazard: truncates-table
 *     npm run new-recipe NAME      server/src/recipes/<name>.ts      kebab-case, names what it does
 *     npm run new-format NAME      server/src/formats/<name>.ts      the tool's own name in kebab-case
 *     npm run new-command NAME     client/src/commands/<name>.ts     camelCase: compareWithDatabase
 */

const root = fileURLToPath(new URL("../", import.meta.url));
const [kind = "", name = ""] = process.argv.slice(2);

process.exitCode = scaffold(kind, name);

function scaffold(asked: string, wanted: string): number {
  const template = isKind(asked) ? templates[asked] : undefined;
  if (template === undefined)
    return fail(`There is no kind ${asked}; there are ${Object.keys(templates).join(", ")}.`);
  if (!template.name.test(wanted))
    return fail(`${wanted || "No name"} does not do: give ${template.example}.`);
  const { path, text, next } = template.file(wanted);
  if (existsSync(join(root, path))) return fail(`${path} exists already.`);
  writeFileSync(join(root, path), text);
  const generate = join(root, "node_modules/tsx/dist/cli.mjs");
  const { status } = spawnSync(process.execPath, [generate, join(root, "scripts/generate.mts")], {
    cwd: root,
    stdio: "inherit",
  });
  console.log(`Wrote ${path}\nNext: ${next}`);
  return status ?? 1;
}

function isKind(text: string): text is Kind {
  return Object.hasOwn(templates, text);
}

function fail(message: string): number {
  console.error(message);
  return 2;
}
