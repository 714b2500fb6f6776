import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A project of migrations that tests read whole, and what is known of it. */
export interface CorpusProject {
  readonly name: string;
  /** The project's folder. */
  readonly root: string;
  /** The migrations' folder in it. */
  readonly folder: string;
  readonly tool: "diesel" | "prisma" | "golang-migrate";
  readonly migrations: number;
  /** How many migrations are sent in each mode. */
  readonly modes: Readonly<Record<string, number>>;
  /** What templates stand for, and the schema that must be there before. */
  readonly template?: string;
  /** Files, from `folder` on, with a statement that the grammar refuses, and the message. */
  readonly refused: Readonly<Record<string, string>>;
}

const missing = 'Syntax error at or near "ALTER". Is a `;` missing before it?';

const madeUp: readonly CorpusProject[] = [
  {
    name: "registry",
    root: join(import.meta.dirname, "registry"),
    folder: "migrations",
    tool: "diesel",
    migrations: 14,
    modes: { single: 13, implicit: 1 },
    refused: { "20170318181441_downloads_by_day/down.sql": missing },
  },
  {
    name: "metrics",
    root: join(import.meta.dirname, "metrics"),
    folder: "prisma/migrations",
    tool: "prisma",
    migrations: 8,
    modes: { implicit: 8 },
    refused: {},
  },
  {
    name: "accounts",
    root: join(import.meta.dirname, "accounts"),
    folder: "migrations",
    tool: "golang-migrate",
    migrations: 9,
    modes: { implicit: 9 },
    template: "auth",
    refused: {},
  },
];

/** Real projects; they are not part of the repository. */
const elsewhere = process.env["LOCKKEEPER_CORPUS"] ?? join(import.meta.dirname, "../../../shared/corpus");
const real: readonly CorpusProject[] = [
  {
    name: "crates.io",
    root: join(elsewhere, "crates.io"),
    folder: "migrations",
    tool: "diesel",
    migrations: 285,
    modes: { single: 278, implicit: 7 },
    // That one file lacks a semicolon, upstream too.
    refused: { "20170318181441_downloads_need_no_id/down.sql": missing },
  },
  {
    name: "umami",
    root: join(elsewhere, "umami"),
    folder: "prisma/migrations",
    tool: "prisma",
    migrations: 19,
    modes: { implicit: 19 },
    refused: {},
  },
  {
    name: "supabase-auth",
    root: join(elsewhere, "supabase-auth"),
    folder: "migrations",
    tool: "golang-migrate",
    migrations: 70,
    modes: { implicit: 70 },
    template: "auth",
    refused: {},
  },
];

const present = real.filter(({ root }) => existsSync(root));
if (present.length < real.length)
  console.warn("The made-up projects alone are read; LOCKKEEPER_CORPUS names a folder with real ones.");

/** The made-up projects, and the real ones where they are. */
export const corpusProjects: readonly CorpusProject[] = [...madeUp, ...present];

export interface CorpusFile {
  /** From the project's migrations' folder on, behind the project's name. */
  readonly path: string;
  readonly text: string;
}

/** Every SQL file of a project, or of all. */
export function corpusFiles(projects: readonly CorpusProject[] = corpusProjects): readonly CorpusFile[] {
  return projects.flatMap(({ name, root, folder }) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".sql"))
      .sort()
      .map((path) => ({ path: `${name}/${path}`, text: readFileSync(join(root, folder, path), "utf8") })),
  );
}
