import type { Lock, RelationName } from "../../interpret/effects.ts";
import { atLeast, blocksReads, blocksWrites, lockModes, type LockMode } from "../../interpret/locks.ts";
import { enumerateFew } from "./lists.ts";
import { plain, type Style } from "./style.ts";

/*
 * What a lock means to everybody else, in plain words. Source: the conflict table of the PostgreSQL documentation,
 * section 13.3.1, as `interpret/locks.ts` has it.
 */

interface ModeWords {
  /** Completes "the lock …". */
  readonly blocks: string;
  /** Completes "while it is held, …". */
  readonly meanwhile: string;
  /** Who waits, as briefly as a column of a table allows. */
  readonly stops: string;
}

const modeWords: Readonly<Record<LockMode, ModeWords>> = {
  "ACCESS SHARE": {
    blocks: "blocks only what needs ACCESS EXCLUSIVE: DROP, TRUNCATE and most of ALTER TABLE",
    meanwhile: "reads and writes go on; DROP, TRUNCATE and most of ALTER TABLE wait",
    stops: "some DDL",
  },
  "ROW SHARE": {
    blocks: "blocks only what needs EXCLUSIVE or ACCESS EXCLUSIVE",
    meanwhile: "reads and writes go on; DROP, TRUNCATE and most of ALTER TABLE wait",
    stops: "some DDL",
  },
  "ROW EXCLUSIVE": {
    blocks: "blocks schema changes that need SHARE or more",
    meanwhile: "reads and writes go on; building an index and most other schema changes wait",
    stops: "some DDL",
  },
  "SHARE UPDATE EXCLUSIVE": {
    blocks: "blocks other schema changes and VACUUM, not reads or writes",
    meanwhile: "reads and writes go on; other schema changes, VACUUM and ANALYZE wait",
    stops: "DDL, VACUUM",
  },
  SHARE: {
    blocks: "blocks writes, not reads",
    meanwhile: "writes wait, reads go on",
    stops: "writes, DDL",
  },
  "SHARE ROW EXCLUSIVE": {
    blocks: "blocks writes, not reads",
    meanwhile: "writes wait, reads go on; other schema changes wait too",
    stops: "writes, DDL",
  },
  EXCLUSIVE: {
    blocks: "blocks writes and SELECT … FOR UPDATE, not plain reads",
    meanwhile: "writes and SELECT … FOR UPDATE wait, plain reads go on",
    stops: "writes, SELECT … FOR UPDATE, DDL",
  },
  "ACCESS EXCLUSIVE": {
    blocks: "blocks reads and writes",
    meanwhile: "reads and writes wait, even a plain SELECT",
    stops: "reads, writes, DDL",
  },
};

/** What waits because of a lock on a table, e.g. `blocks reads and writes`. */
export function blocks(mode: LockMode): string {
  return modeWords[mode].blocks;
}

/** Who waits for a lock on a table, in two or three words, e.g. `reads, writes, DDL`. */
export function stops(mode: LockMode): string {
  return modeWords[mode].stops;
}

/** Completes "while it is held, …", in the words of the kind of relation that is locked. */
export function meanwhile({ mode, relation }: { readonly mode: LockMode; readonly relation: Kind }): string {
  switch (relation.kind) {
    case "sequence":
      return sequence(mode);
    case "index":
    case "partitioned-index":
      return index(mode);
    case "composite-type":
      return atLeast(mode, "SHARE UPDATE EXCLUSIVE")
        ? "other changes of the type wait"
        : "uses of the type go on";
    default:
      return modeWords[mode].meanwhile;
  }
}

type Kind = Pick<RelationName, "kind">;

/** nextval and setval take ROW EXCLUSIVE. */
function sequence(mode: LockMode): string {
  if (blocksReads(mode)) return "nextval and every other use of the sequence wait";
  if (blocksWrites(mode)) return "nextval and setval wait, and with them every INSERT that draws from it";
  return "nextval goes on; changes of the sequence wait";
}

/** Planning a query takes ACCESS SHARE on every index of its tables, a change of rows ROW EXCLUSIVE. */
function index(mode: LockMode): string {
  if (blocksReads(mode)) return "queries on its table wait, since planning them looks at every index";
  if (blocksWrites(mode)) return "writes to its table wait, reads go on";
  return "reads and writes go on; other changes of the index wait";
}

/**
 * The locks that one needs to know: an index is named only where its lock is stronger than those on tables (REINDEX),
 * else whoever waits, waits for the table.
 */
export function withoutImplied(all: readonly Lock[]): readonly Lock[] {
  const isIndex = ({ relation }: Lock): boolean => relation.kind.endsWith("index");
  const best = strongest(all.filter((lock) => !isIndex(lock)));
  return all.filter((lock) => !isIndex(lock) || best === undefined || !atLeast(best.mode, lock.mode));
}

/** `ACCESS EXCLUSIVE on public.orders and public.users, SHARE on public.items`, strongest first. */
export function describeLocks(all: readonly Lock[]): string {
  return locksByMode(all, plain).join(", ");
}

/** The same, a part for each mode. */
export function locksByMode(all: readonly Lock[], style: Style): readonly string[] {
  const locks = withoutImplied(all);
  return [...lockModes].reverse().flatMap((mode) => {
    const names = locks.filter((lock) => lock.mode === mode).map(({ relation }) => style.name(relation.name));
    return names.length === 0 ? [] : [`${style.strong(mode)} on ${enumerateFew(names)}`];
  });
}

/** What is taken or done only where there are rows. */
export function ifRowsWords({ ifRows }: { readonly ifRows?: true | undefined }): string {
  return ifRows === true ? ", only where the statement finds rows" : "";
}

/** The strongest lock, for a lens or a list. */
export function strongest(locks: readonly Lock[]): Lock | undefined {
  return locks.reduce<Lock | undefined>(
    (best, lock) => (best === undefined || !atLeast(best.mode, lock.mode) ? lock : best),
    undefined,
  );
}

/** A relation's name as it is said in short: without `public.`. */
export function shortName({ name }: RelationName): string {
  return name.replace(/^public\./, "");
}
