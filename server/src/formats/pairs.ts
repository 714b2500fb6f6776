import type {
  Direction,
  DownPlace,
  DraftFile,
  FileTree,
  FormatProblem,
  Migration,
  MigrationDraft,
  TransactionMode,
} from "./format.ts";
import { byName } from "./paths.ts";
import { wholeFile } from "./sections.ts";

/** A file that holds one direction of a migration, as tools with `.up.sql` and `.down.sql` have it. */
export interface PairFile {
  readonly path: string;
  readonly version: string;
  readonly name: string;
  readonly direction: Direction;
  readonly transaction: TransactionMode;
  /** UTF-16 offset behind a directive that the file starts with. */
  readonly bodyStart?: number;
}

interface Pair {
  readonly version: string;
  readonly name: string;
  up?: PairFile;
  down?: PairFile;
}

/** Joins up and down files of the same version into migrations, in the order of `compare` on versions. */
export function readPairs(
  tree: FileTree,
  files: readonly PairFile[],
  key: (version: string) => string,
  compare: (left: string, right: string) => number,
  problems: FormatProblem[],
): readonly Migration[] {
  const pairs = new Map<string, Pair[]>();
  for (const file of [...files].sort((left, right) => byName(left.path, right.path))) {
    const same = pairs.get(key(file.version)) ?? [];
    pairs.set(key(file.version), same);
    place(same, file);
  }
  return [...pairs.values()]
    .flat()
    .sort((left, right) => compare(left.version, right.version) || byName(left.name, right.name))
    .map((pair) => migrationOf(tree, pair, problems));
}

/** Puts a file to its other half: of the same name where there is one, else of the same version. */
function place(pairs: Pair[], file: PairFile): void {
  const free = pairs.filter((pair) => pair[file.direction] === undefined);
  const pair = free.find((candidate) => candidate.name === file.name) ?? free[0];
  if (pair === undefined) pairs.push({ version: file.version, name: file.name, [file.direction]: file });
  else pair[file.direction] = file;
}

function migrationOf(tree: FileTree, pair: Pair, problems: FormatProblem[]): Migration {
  const { up, down } = pair;
  if (up === undefined && down !== undefined) problems.push(downWithoutUp(down));
  const files = [up, down].filter((file) => file !== undefined);
  return {
    version: up?.version ?? pair.version,
    name: up?.name ?? pair.name,
    sections: files.map((file) =>
      wholeFile(tree, file.path, file.direction, file.transaction, problems, file.bodyStart),
    ),
    paths: files.map((file) => file.path),
  };
}

function downWithoutUp(down: PairFile): FormatProblem {
  const up = down.path.replace(/down\.sql$/, "up.sql");
  return {
    code: "down-without-up",
    path: down.path,
    span: { start: 0, end: 0 },
    message: `${down.path} undoes a migration that is not there: ${up} is missing. Add it or delete this file.`,
  };
}

/** The other half of a migration that only has its `.up.sql`. */
export function downFile({ paths }: Migration, before: string): DownPlace | undefined {
  const up = paths.find((path) => path.endsWith(".up.sql"));
  return up === undefined ? undefined : { path: up.replace(/up\.sql$/, "down.sql"), isNew: true, before };
}

/** The files of one draft, `stem.up.sql` and, where there is something to undo, `stem.down.sql`. */
export function pairDrafts(stem: string, draft: MigrationDraft, header: string): readonly DraftFile[] {
  const up = { path: `${stem}.up.sql`, content: `${header}${draft.up}\n` };
  if (draft.down === undefined) return [up];
  return [up, { path: `${stem}.down.sql`, content: `${header}${draft.down}\n` }];
}
