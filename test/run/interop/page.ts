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
    ...others.map(otherRow),
    "",
    "Both at once on one database, too: with the tools that every run of the tests has, each migration is applied once, whoever began first. Who comes second waits for the other, or fails and says why. To a tool without a lock that is at work already a run gives way: it is known by the statement that its session shows in `pg_stat_activity`, to its own role and to pg_monitor. What is left is postgrator, and dbmate with `transaction:false`, that begin while Lockkeeper is at work: they commit a migration before the ledger's row, and do not ask who else is there, so that both run the same migration, and the second row is refused. Two of postgrator do the same to each other.",
    "",
    "Hasura, Liquibase (formatted SQL) and Sqitch are read only: their migrations are analysed and written, and run by the tool itself. The real Sqitch 1.3.1 deploys what is read, in the order in which it is read, and what is written for it.",
    "",
    "The other tools (Atlas, diesel, Flyway, golang-migrate, goose, refinery, sqlx, tern) come in no package that the tests could run; their ledgers are as their sources say. The file of each format in `server/src/formats` names the source that was read.",
    "",
  ].join("\n");
}

function row({ format, package: name, debian, byHand, differs }: Tool): string {
  const { ledger } = format;
  const lock = (ledger.advisoryLockKey ?? ledger.lockRow) === undefined ? "it has none" : "yes";
  const packaged = (): string => (debian === undefined ? versionOf(name ?? "") : `${debian} (Debian 12)`);
  const version = byHand === undefined ? packaged() : `${byHand} (by hand)`;
  return `| ${format.label} | ${version} | \`${ledger.table}\` | ${lock} | ${differs} |`;
}

/** Run in tests of their own: `test/run/tools.test.ts` and `prisma.test.ts`. */
const others = [
  ...(["drizzle-orm", "drizzle-orm-1"] as const).map((name, index) => ({
    label: index === 0 ? "Drizzle, with a journal" : "Drizzle, with folders",
    package: name,
    table: "drizzle.__drizzle_migrations",
    lock: "it has none",
    differs:
      "Forward only. Drizzle takes no lock, and its ledger takes a migration twice. Lockkeeper has the ledger's table locked while it runs, so a Drizzle that begins then waits; to one that began before it gives way: it is known by the row it waits to write, or by its statement, as `pg_stat_activity` shows it to its own role and to pg_monitor.",
  })),
  {
    label: "Prisma Migrate",
    package: "@prisma/schema-engine-wasm",
    table: "_prisma_migrations",
    lock: "yes",
    differs:
      "Forward only. What is run is Prisma's own schema engine, in its build for WebAssembly with `@prisma/adapter-pg`. The program that `prisma migrate` starts comes in no npm package; how it sends a script is as its sources say.",
  },
] as const;

function otherRow({ label, package: name, table, lock, differs }: (typeof others)[number]): string {
  return `| ${label} | ${versionOf(name).replace(/-\d+\.[0-9a-f]{40}$/, "")} | \`${table}\` | ${lock} | ${differs} |`;
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
