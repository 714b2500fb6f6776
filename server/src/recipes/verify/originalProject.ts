import type { Major } from "../../interpret/target.ts";
import { StatementCache } from "../../sql/parse.ts";
import type { Statement } from "../../sql/statement.ts";
import type { Catalogs, FoldedMigration, FoldedSection, History } from "../history.ts";
import type { RecipeFacts } from "../recipe.ts";
import { withoutConcurrently } from "../support/subject.ts";
import { pass, type Part, type Passage } from "./passage.ts";

/** A project as it stands: up from a migration on to its end, and all the way down. */
export interface OriginalProject {
  /** The catalogs before the first of these migrations. */
  readonly start: Catalogs;
  readonly up: Passage;
  readonly down: Passage;
}

/**
 * What the user means the project to be. A statement that says CONCURRENTLY inside a transaction is refused there, and
 * what it is to do shows without that word; what another that is refused is to do, the plan says (`Plan.meant`).
 */
export function originalProject(
  history: History,
  from: number,
  facts: RecipeFacts,
  said?: readonly string[],
): OriginalProject {
  const migrations = history.migrations.slice(from);
  const [first] = migrations;
  const start: Catalogs = first?.before ?? new Map<Major, never>();
  const meant = said === undefined ? meantBy(facts) : readAgain(said, facts);
  const up =
    meant === undefined
      ? foldedAlready(migrations, start)
      : pass(partsOf(migrations, "up", { from: facts.statement.statement, to: meant }), start, history);
  const down = pass(partsOf([...migrations].reverse(), "down"), up.end, history);
  return { start, up, down };
}

function meantBy({ statement: { statement, entries } }: RecipeFacts): readonly Statement[] | undefined {
  const refused = [...entries.values()].some(({ effects }) => effects.fails?.sqlstate === "25001");
  const node = refused ? withoutConcurrently(statement.node) : undefined;
  return node === undefined ? undefined : [{ ...statement, node }];
}

function readAgain(texts: readonly string[], { grammar }: RecipeFacts): readonly Statement[] {
  const cache = new StatementCache();
  return texts.map((text) => cache.get(text, grammar));
}

interface Replacement {
  readonly from: Statement;
  readonly to: readonly Statement[];
}

function partsOf(
  migrations: readonly FoldedMigration[],
  direction: "up" | "down",
  replacement?: Replacement,
): readonly Part[] {
  return migrations.flatMap(({ migration, sections }) =>
    migration.sections.flatMap((section, index): readonly Part[] => {
      const folded = sections[index];
      if (section.direction !== direction || folded === undefined) return [];
      const endsSession = !migration.sections.slice(index + 1).some((each) => each.direction === direction);
      const statements = replaced(folded, replacement);
      return [{ section, statements, previous: folded.timelines, endsSession }];
    }),
  );
}

function replaced({ statements }: FoldedSection, replacement: Replacement | undefined): Part["statements"] {
  if (replacement === undefined) return statements;
  return statements.flatMap(({ statement, span }) =>
    (statement === replacement.from ? replacement.to : [statement]).map((each) => ({
      statement: each,
      span,
    })),
  );
}

function foldedAlready(migrations: readonly FoldedMigration[], start: Catalogs): Passage {
  return {
    passed: migrations.flatMap(({ migration, sections }) =>
      migration.sections.flatMap((section, index) => {
        const folded = section.direction === "up" ? sections[index] : undefined;
        return (folded?.statements ?? []).map(({ statement, span, entries }) => ({
          statement,
          span,
          section,
          entries,
        }));
      }),
    ),
    end: migrations.at(-1)?.after ?? start,
  };
}
