import type { MigrationDraft } from "../../formats/format.ts";
import type { AnalysedSection, AnalysedStatement } from "../../rules/rule.ts";
import type { Plan, RecipeFacts } from "../recipe.ts";
import type { RewriteInput } from "../rewriteInput.ts";
import { endBeforeRollouts } from "./atEnd.ts";
import { halvesObstacle } from "./cutObstacle.ts";
import { applyEdits, type FileEdit } from "./edits.ts";
import { endWithMark, unmarked } from "./marks.ts";
import { restBack } from "./restBack.ts";
import { missingLimit, setsSearchPath } from "./subject.ts";

/** Begins what is moved; a tool may set the statements below it apart in its own way. */
export const saidOfMoved = "-- What stood behind a statement that is a migration of its own now.";

/** What stands behind the statement of a plan, as a migration that comes after the plan's. */
export interface MovedAlong {
  readonly draft: MigrationDraft;
  /** The plan's edits, and what takes the moved statements out of their files. */
  readonly edits: readonly FileEdit[];
}

interface Undo {
  readonly section: AnalysedSection;
  readonly statement: AnalysedStatement;
}

/**
 * Moves the statements behind the one that is rewritten along, with the part of the down that comes before its
 * undoing: their order stays, so what needs the statement's effect still finds it. Undefined where nothing stands
 * behind, or would mean something else in another file.
 *
 * @param edits those that the plan makes in the statement's place and in that of its undoing
 * @param plan of which other statements of the section it does the work; what it needs behind it moves by what the way
 * back comes to, where nothing there undoes the statement itself
 */
export function moveAlong(
  input: RewriteInput,
  edits: readonly FileEdit[],
  undo: Undo | undefined,
  { takes = [], restAfter }: Pick<Plan, "takes" | "restAfter"> = {},
): MovedAlong | undefined {
  const { facts, text, migration, down } = input;
  const { section, statement } = facts;
  const left = section.statements.filter(({ span }) => span.start > statement.span.start);
  const [next] = left;
  const isLast = left.every((each) => takes.includes(each));
  if (endsTransaction(left.filter((each) => !takes.includes(each)))) return undefined;
  if (isSeenInHalves(facts, takes)) return undefined;
  if (isLast || section.direction === "down" || section.transaction === "all-pending") return undefined;
  const divided =
    down !== undefined && undo === undefined && next !== undefined && restAfter !== undefined
      ? restBack(down, next, input)
      : undefined;
  if (divided !== undefined && "refused" in divided) return undefined;
  if (setsSearchPath(facts) || (down !== undefined && undo === undefined && divided === undefined))
    return undefined;
  const own = edits.find(({ path, span }) => path === section.path && holds(span, statement.span.start));
  if (own === undefined) return undefined;
  const content = text(section.path);
  const semicolon = /^\s*;/.exec(content.slice(own.span.end))?.[0].length ?? 0;
  const start = own.span.end + semicolon;
  const behind = {
    path: section.path,
    span: { start, end: endWithMark(content, endBeforeRollouts(content, section.span)) },
    newText: "",
  };
  const before = undo === undefined ? undefined : beforeUndoing(undo, edits);
  const limit = missingLimit(facts) === undefined ? limitOf(input) : "";
  const back =
    before === undefined ? (divided?.text ?? "") : unmarked(remaining(before, edits, text(before.path)));
  const gone = [behind, ...(before === undefined || back === "" ? [] : [before]), ...(divided?.edits ?? [])];
  return {
    draft: {
      name: `${migration.name || "migration"}_then`,
      up: `${saidOfMoved}\n${limit}${unmarked(remaining(behind, edits, content))}`,
      ...(down === undefined ? {} : { down: back === "" ? "-- Nothing to undo." : back }),
      autocommit: section.transaction === "autocommit",
    },
    edits: [...edits.filter((each) => !gone.some((whole) => isWithin(each, whole))), ...gone],
  };
}

/** Whether others must not see the file between the statement with what is taken, and what is moved. */
function isSeenInHalves(facts: RecipeFacts, takes: readonly AnalysedStatement[]): boolean {
  const { section, statement } = facts;
  const statements = section.statements.filter((each) => !takes.includes(each));
  const at = statements.findIndex(({ span }) => span.start > statement.span.start);
  return at >= 0 && halvesObstacle({ ...facts, section: { ...section, statements } }, at) !== undefined;
}

/** Whether they end a transaction that begins before them, which would stay open without them. */
function endsTransaction(statements: readonly AnalysedStatement[]): boolean {
  const first = statements.flatMap(({ statement: { node } }) =>
    node !== undefined && "TransactionStmt" in node ? [node.TransactionStmt.kind] : [],
  )[0];
  return first !== undefined && first !== "TRANS_STMT_BEGIN" && first !== "TRANS_STMT_START";
}

/** The part of the down that undoes what is moved. */
function beforeUndoing({ section, statement }: Undo, edits: readonly FileEdit[]): FileEdit {
  const own = edits.find(({ path, span }) => path === section.path && holds(span, statement.span.start));
  const end = Math.min(statement.span.start, own?.span.start ?? statement.span.start);
  return { path: section.path, span: { start: section.span.start, end }, newText: "" };
}

/** The text that an edit takes away, as the other edits leave it. */
function remaining(whole: FileEdit, edits: readonly FileEdit[], content: string): string {
  const { start, end } = whole.span;
  const inside = edits
    .filter((each) => isWithin(each, whole))
    .map((each) => ({ ...each, span: { start: each.span.start - start, end: each.span.end - start } }));
  return applyEdits(content.slice(start, end), inside);
}

/** The line break behind a statement may belong to what follows. */
function isWithin({ path, span }: FileEdit, whole: FileEdit): boolean {
  return path === whole.path && span.start >= whole.span.start && span.start < whole.span.end;
}

function limitOf({ facts }: RewriteInput): string {
  const local = facts.section.transaction === "autocommit" ? "" : "LOCAL ";
  return `SET ${local}lock_timeout = '${facts.lockTimeout}';\n`;
}

function holds({ start, end }: FileEdit["span"], offset: number): boolean {
  return start <= offset && offset <= end;
}
