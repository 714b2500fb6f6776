import type { SectionAnalysis } from "../../analysis/analysis.ts";
import type { LockMode } from "../../interpret/locks.ts";
import { isDrawnMode, waitingFor, type Waiting } from "./model.ts";

/** What a run saw of a migration in one direction, as far as a picture tells it. Times in ms. */
export interface Seen {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly postgres: number;
  readonly statements: readonly {
    readonly path: string;
    readonly sql: string;
    readonly milliseconds: number;
    readonly locks: readonly {
      readonly relation: string;
      readonly mode: LockMode;
      /** Null where the end of its transaction was not seen. */
      readonly heldMilliseconds: number | null;
    }[];
  }[];
}

/** A lock as it was held, from its statement's start. */
export interface SeenBar {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly mode: LockMode;
  readonly waiting: Waiting;
}

/** How a section ran, to scale. */
export interface SeenPicture {
  readonly at: string;
  readonly postgres: number;
  /** In all, at least 1. */
  readonly milliseconds: number;
  /** One for each statement of the section. */
  readonly statements: readonly { readonly from: number; readonly to: number }[];
  readonly rows: readonly string[];
  readonly bars: readonly SeenBar[];
}

/** Undefined where what was seen is not of this text: it has been edited since. */
export function seenOf(
  section: SectionAnalysis,
  { at, postgres, statements }: Seen,
): SeenPicture | undefined {
  const own = statements.filter(({ path }) => path === section.path);
  const texts = section.statements.map(({ statement }) => plain(statement.text));
  const isOfThis = own.length === texts.length && own.every(({ sql }, index) => plain(sql) === texts[index]);
  if (!isOfThis || own.length === 0) return undefined;
  let end = 0;
  const spans = own.map(({ milliseconds }) => ({ from: end, to: (end += milliseconds) }));
  const indexes = indexNames(section);
  const locks = own.flatMap((statement, index) =>
    statement.locks.flatMap(({ relation: name, mode, heldMilliseconds }) => {
      const { from, to } = spans[index] ?? { from: 0, to: 0 };
      if (!isDrawnMode(mode) || indexes.has(name)) return [];
      return [{ name, mode, from, to: heldMilliseconds === null ? to : from + heldMilliseconds }];
    }),
  );
  const rows = [...new Set(locks.map(({ name }) => name))];
  const bars = locks.map(({ name, mode, from, to }) => ({
    ...{ row: rows.indexOf(name), from, to },
    ...{ mode, waiting: waitingFor(mode) },
  }));
  const milliseconds = Math.max(1, end, ...bars.map(({ to }) => to));
  return { at, postgres, milliseconds, statements: spans, rows, bars };
}

function plain(sql: string): string {
  return sql.replace(/;\s*$/, "").trim();
}

/** Indexes are locked with their tables; a lock that was seen does not say what it is on. */
function indexNames({ statements }: SectionAnalysis): ReadonlySet<string> {
  const locks = statements.flatMap(({ entries }) =>
    [...entries.values()].flatMap(({ effects, held }) => [...held, ...effects.locks]),
  );
  return new Set(locks.flatMap(({ relation: { kind, name } }) => (kind.endsWith("index") ? [name] : [])));
}
