import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { tools, type Tool } from "./tools.ts";

/** `docs/interoperability.md`, from the tools that the tests run and how their formats are described. */
export function interoperabilityPage(): string {
  return [
    "<!-- Made from test/run/interop: INTEROP_WRITE=1 npx vitest run test/run/interop -->",
    "",
    "# In turns with the tool",
    "",
    "Lockkeeper runs migrations in the tool's own way and keeps the tool's own ledger, so either may go on where the other stopped.",
    "These tools are run for real, in turns with Lockkeeper on one database, on PostgreSQL 14 and 18: up, down, with a migration that fails, each on a ledger that the other made. Those run by hand are not part of every test run.",
    "",
    "| tool | version run | ledger, read and written | lock shared | what differs |",
    "| --- | --- | --- | --- | --- |",
    ...tools.map(row),
    ...drizzle.map(([name, version]) => drizzleRow(name, version)),
    "",
    "Hasura, Liquibase (formatted SQL) and Sqitch are read only: their migrations are analysed and written, and run by the tool itself. The real Sqitch 1.3.1 deploys what is read, in the order in which it is read, and what is written for it.",
    "",
    "The other tools (Atlas, diesel, Flyway, golang-migrate, goose, Prisma, refinery, sqlx, tern) come in no package that the tests could run; their ledgers are as their sources say. The file of each format in `server/src/formats` names the source that was read.",
    "",
  ].join("\n");
}

function row({ format, package: name, debian, byHand, ownLock, differs }: Tool): string {
  const { ledger } = format;
  const lock = ledger.advisoryLockKey !== undefined ? "yes" : ownLock === true ? "no" : "it has none";
  const packaged = (): string => (debian === undefined ? versionOf(name ?? "") : `${debian} (Debian 12)`);
  const version = byHand === undefined ? packaged() : `${byHand} (by hand)`;
  return `| ${format.label} | ${version} | \`${ledger.table}\` | ${lock} | ${differs} |`;
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

/** As our manifest asks for it, exactly; a package may be left out on this machine. */
function versionOf(name: string): string {
  const file = join(import.meta.dirname, "../../../package.json");
  const { devDependencies, optionalDependencies } = manifest.parse(JSON.parse(readFileSync(file, "utf8")));
  const wanted = { ...devDependencies, ...optionalDependencies }[name];
  if (wanted === undefined) throw new Error(`${file} does not ask for ${name}.`);
  return wanted.replace(/^npm:.*@/, "");
}

const manifest = z.object({
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});
