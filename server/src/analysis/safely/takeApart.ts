import type { Constraint } from "../../catalog/relations.ts";
import type { RecipeFacts } from "../../recipes/recipe.ts";
import { tableNamed } from "../../recipes/support/subject.ts";
import { partsOf, statementOf } from "../../recipes/apart/parts.ts";
import { alwaysHolds } from "../../recipes/apart/alwaysHolds.ts";
import type { Parts } from "../../recipes/apart/statementParts.ts";
import { factsAt, whyNotSame } from "../../recipes/planning.ts";
import type { FileEdit } from "../../recipes/support/edits.ts";
import { spanWithMarks } from "../../recipes/support/marks.ts";
import type { DraftProject } from "./draftProject.ts";
import { placesIn, type AnalysedPlace } from "./places.ts";
import { proposedFor } from "./proposedFor.ts";

/** A project in which what needs a plan of its own is a statement of its own. */
export interface TakenApart {
  readonly draft: DraftProject;
  /** Where the statements of the file came from, by their texts; UTF-16 in the file as it is written. */
  readonly origin: ReadonlyMap<string, number>;
}

/** A statement that does several things. */
interface Several {
  readonly place: AnalysedPlace;
  readonly parts: Parts;
  /** Of its file. */
  readonly text: string;
}

/**
 * Takes the statements of a file apart that do several things of which one has a recipe, and the statements of the way
 * back that undo those; what needs no plan of its own stays together. Where that would not do the same, all stays.
 */
export function takeApart(draft: DraftProject, path: string, now: string): TakenApart {
  const places = placesIn(draft.analysis, path, "up");
  const origin = new Map(places.map(({ statement }) => [statement.statement.text, statement.span.start]));
  const several = places.flatMap((place) => (hasFindings(place) ? severalAt(place, draft) : []));
  const [first] = several;
  if (first === undefined) return { draft, origin };
  const back = first.place.migration.sections
    .filter(({ direction }) => direction === "down")
    .flatMap((section) => placesIn(draft.analysis, section.path, "down"))
    .filter(({ migration }) => migration === first.place.migration)
    .flatMap((place) => severalAt(place, draft));
  const pieces = [...several, ...back].map((each) => edit(each, allAlone(each.parts)));
  const split = draft.with({ files: [], edits: pieces });
  const isAlone = planned(split, path);
  const forth = several.flatMap((each) => inGroups(each, (text) => isAlone.up.has(text)));
  const undone = back.flatMap((each) => inGroups(each, (text) => isAlone.down.has(text)));
  const edits = [...forth, ...undone];
  if (forth.length === 0 || whyNotSame(first.place, edits, draft.planned, now) !== undefined)
    return { draft, origin };
  for (const { place, parts } of several)
    for (const piece of parts.parts.flatMap((part) => [part.whole, ...part.pieces]))
      origin.set(statementOf(parts, [piece]), place.statement.span.start);
  return { draft: draft.with({ files: [], edits }), origin };
}

function hasFindings({ statement }: AnalysedPlace): boolean {
  return statement.findings.length > 0;
}

function severalAt(place: AnalysedPlace, draft: DraftProject): readonly Several[] {
  const facts = factsAt(place, draft.planned);
  const parts = partsOf(
    place.statement.statement,
    (condition, earlier) => alwaysHolds(condition, earlier, facts),
    (constraint) => kindOf(constraint, facts),
  );
  return parts === undefined ? [] : [{ place, parts, text: draft.text(place.section.path) }];
}

function kindOf(name: string, facts: RecipeFacts): Constraint["kind"] | undefined {
  const { node } = facts.statement.statement;
  if (node === undefined || !("AlterTableStmt" in node)) return undefined;
  const { relation } = node.AlterTableStmt;
  const table = relation === undefined ? undefined : tableNamed(facts, relation);
  return table?.constraints.find((each) => each.name === name)?.kind;
}

/** The texts that have a recipe of their own, and those of the down that it would take along. */
function planned(
  split: DraftProject,
  path: string,
): { readonly up: ReadonlySet<string>; readonly down: ReadonlySet<string> } {
  const up = new Set<string>();
  const down = new Set<string>();
  for (const place of placesIn(split.analysis, path, "up")) {
    const recipes = proposedFor(place, split).filter(({ mitigates }) => mitigates !== true);
    if (recipes.length === 0) continue;
    up.add(place.statement.statement.text);
    const facts = factsAt(place, split.planned);
    for (const section of place.migration.sections.filter(({ direction }) => direction === "down"))
      for (const { statement } of section.statements)
        if (recipes.some((recipe) => recipe.isInverse(statement, facts))) down.add(statement.text);
  }
  return { up, down };
}

function allAlone({ parts }: Parts): readonly (readonly string[])[] {
  return parts.flatMap(({ pieces }) => pieces.map((piece) => [piece]));
}

/** The statement as several: what `isAlone` by itself, the rest together in between. Nothing where none is. */
function inGroups(several: Several, isAlone: (text: string) => boolean): readonly FileEdit[] {
  const { parts } = several;
  const groups: string[][] = [[]];
  let found = false;
  for (const { whole, pieces } of parts.parts) {
    const alone = pieces.map((piece) => isAlone(statementOf(parts, [piece])));
    const list = alone.includes(true) ? pieces : [whole];
    list.forEach((piece, index) => {
      if (alone[index] === true) groups.push([piece], []);
      else groups.at(-1)?.push(piece);
    });
    found ||= alone.includes(true);
  }
  const filled = groups.filter((group) => group.length > 0);
  return found && (filled.length > 1 || parts.unwraps === true) ? [edit(several, filled)] : [];
}

function edit({ place, parts, text }: Several, groups: readonly (readonly string[])[]): FileEdit {
  const { section, statement } = place;
  const newText = (parts.lead ?? "") + groups.map((group) => statementOf(parts, group)).join(";\n");
  // Marks keep a block together in which there are semicolons; what comes out of it has none.
  const span = parts.unwraps === true ? spanWithMarks(text, statement.span) : statement.span;
  const end = span.end === statement.span.end ? "" : ";";
  return { path: section.path, span, newText: newText + end };
}
