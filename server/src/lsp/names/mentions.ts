import type { MigrationAnalysis, SectionAnalysis, StatementAnalysis } from "../../analysis/analysis.ts";
import type { Span } from "../../sql/span.ts";
import { identifierOf, tokensOf } from "../../sql/tokens.ts";
import type { TimelineEntry } from "../../timeline/entry.ts";
import { newestEntry, placeIn } from "./place.ts";
import { isSameObject, nameIn, objectAt, type SchemaObject } from "./schemaObject.ts";

/** A place in the project that names an object. */
export interface Mention {
  /** Relative to the project's folder. */
  readonly path: string;
  /** In the file, UTF-16: the name. */
  readonly span: Span;
  /** It makes the object. */
  readonly isDefinition: boolean;
}

/** Every place in the sections of migrations that names an object, by whatever name it has there. */
export function mentionsOf(
  migrations: readonly MigrationAnalysis[],
  object: SchemaObject,
): readonly Mention[] {
  return migrations.flatMap(({ sections }) =>
    sections.flatMap((section) =>
      section.statements.flatMap((statement, index) =>
        inStatement(section, statement, section.statements[index - 1], object),
      ),
    ),
  );
}

/** Where an object was made first. */
export function definitionOf(
  migrations: readonly MigrationAnalysis[],
  object: SchemaObject,
): Mention | undefined {
  for (const { sections } of migrations)
    for (const section of sections) {
      if (section.direction !== "up") continue;
      for (const statement of section.statements) {
        const made = madeBy(section, statement, object);
        if (made !== undefined) return made;
      }
    }
  return undefined;
}

function madeBy(
  section: SectionAnalysis,
  statement: StatementAnalysis,
  object: SchemaObject,
): Mention | undefined {
  const entry = newestEntry(statement);
  if (entry === undefined || entry.outcome.changes.length === 0 || !makes(entry, object)) return undefined;
  const [own] = inStatement(section, statement, undefined, object);
  // A key that PostgreSQL names itself has no name in the text: then the statement stands for it.
  return own ?? { path: section.path, span: statement.span, isDefinition: true };
}

function makes({ before, after }: TimelineEntry, object: SchemaObject): boolean {
  return nameIn(before, object) === undefined && nameIn(after, object) !== undefined;
}

function inStatement(
  section: SectionAnalysis,
  statement: StatementAnalysis,
  previous: StatementAnalysis | undefined,
  object: SchemaObject,
): readonly Mention[] {
  const entry = newestEntry(statement);
  if (entry === undefined) return [];
  const before = nameIn(entry.before, object);
  const after = nameIn(entry.after, object);
  const tokens = tokensOf(statement.statement);
  const isDefinition = before === undefined && after !== undefined;
  return tokens
    .filter((token) => {
      const name = identifierOf(token, statement.statement);
      if (name === undefined || (name !== before && name !== after)) return false;
      const place = placeIn(section, statement, previous, tokens, token.span.start);
      const found = place === undefined ? undefined : objectAt(place);
      return found?.part.span.start === token.span.start && isSameObject(found.object, object);
    })
    .map(({ span }) => ({
      path: section.path,
      span: { start: span.start + statement.span.start, end: span.end + statement.span.start },
      isDefinition,
    }));
}
