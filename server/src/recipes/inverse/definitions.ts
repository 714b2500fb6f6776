import type { Node } from "@pgsql/types";
import type { TimelineEntry } from "../../timeline/entry.ts";

type Fits = (entry: TimelineEntry, node: Node) => boolean;

/** The statements of a history by their kind; made once for a down. */
class StatementsByKind {
  readonly #entries: readonly TimelineEntry[];
  #byKind: Map<string, number[]> | undefined;

  constructor(entries: readonly TimelineEntry[]) {
    this.#entries = entries;
  }

  all(kind: string, end: number, fits: Fits): readonly TimelineEntry[] {
    this.#byKind ??= this.#index();
    return (this.#byKind.get(kind) ?? []).flatMap((at) => {
      const entry = this.#entries[at];
      const node = entry?.statement.node;
      return at < end && entry !== undefined && node !== undefined && fits(entry, node) ? [entry] : [];
    });
  }

  #index(): Map<string, number[]> {
    const found = new Map<string, number[]>();
    this.#entries.forEach(({ statement }, index) => {
      const list = found.get(statement.kind);
      if (list === undefined) found.set(statement.kind, [index]);
      else list.push(index);
    });
    return found;
  }
}

/**
 * The statements before a place in a history, so that what a later one took away or replaced can be found as it was
 * written. A look-up goes through the statements of its own kind.
 */
export class Definitions {
  readonly #statements: StatementsByKind;
  readonly #end: number;

  private constructor(statements: StatementsByKind, end: number) {
    this.#statements = statements;
    this.#end = end;
  }

  /** Those before each of the last `count` of some entries, which are of one major and in the order in which they run. */
  static beforeEach(entries: readonly TimelineEntry[], count: number): readonly Definitions[] {
    const statements = new StatementsByKind(entries);
    return entries
      .slice(entries.length - count)
      .map((_, index) => new Definitions(statements, entries.length - count + index));
  }

  /** The last statement of a kind that fits. */
  last(kind: string, fits: Fits): TimelineEntry | undefined {
    return this.all(kind, fits).at(-1);
  }

  /** All statements of a kind that fit, in their order. */
  all(kind: string, fits: Fits): readonly TimelineEntry[] {
    return this.#statements.all(kind, this.#end, fits);
  }
}

/** Whether a statement gave an entry of a catalog its value. */
export function writes({ outcome }: TimelineEntry, collection: string, key: string): boolean {
  return outcome.changes.some(
    (change) => change.collection === collection && change.key === key && change.value !== undefined,
  );
}
