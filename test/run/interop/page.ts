import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tools, type Tool } from "./tools.ts";

/** `docs/interoperability.md`, from the tools that the tests run and how their formats are described. */
export function interoperabilityPage(): string {
  return [
    "<!-- Made from test/run/interop: INTEROP_WRITE=1 npx vitest run test/run/interop -->",
    "",
    "# In turns with the tool",
    "",
    "Lockkeeper runs migrations in the tool's own way and keeps the tool's own ledger, so either may go on where the other stopped.",
    "These tools are run for real, in turns with Lockkeeper on one database, on PostgreSQL 14 and 18: up, down, with a migration that fails, each on a ledger that the other made.",
    "",
    "| tool | version run | ledger, read and written | lock shared | what differs |",
    "| --- | --- | --- | --- | --- |",
    ...tools.map(row),
    ...drizzle.map(([name, version]) => drizzleRow(name, version)),
    "",
    "For the other tools there is no package to run them from here; their ledgers are as their sources say.",
    "",
  ].join("\n");
}

function row({ format, package: name, differs }: Tool): string {
  const { ledger } = format;
  const lock = ledger.advisoryLockKey === undefined ? "it has none" : "yes";
  return `| ${format.label} | ${versionOf(name)} | \`${ledger.table}\` | ${lock} | ${differs} |`;
}

/** Run in `test/run/tools.test.ts`; forward only. */
const drizzle = [
  ["Drizzle, with a journal", "drizzle-orm"],
  ["Drizzle, with folders", "drizzle-orm-1"],
] as const;

function drizzleRow(label: string, name: string): string {
  const differs = "Forward only. Drizzle takes no lock, so it does not wait for a run of Lockkeeper.";
  return `| ${label} | ${versionOf(name)} | \`drizzle.__drizzle_migrations\` | it has none | ${differs} |`;
}

/** From its own manifest, which not every package lets others import. */
function versionOf(name: string): string {
  const file = join(import.meta.dirname, "../../../node_modules", name, "package.json");
  const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof manifest !== "object" || manifest === null || !("version" in manifest))
    throw new Error(`${file} names no version.`);
  return String(manifest.version);
}
