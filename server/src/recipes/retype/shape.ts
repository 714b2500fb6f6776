import type { AnalysedStatement } from "../../rules/rule.ts";
import type { RangeVar } from "@pgsql/types";
import type { Statement } from "../../sql/statement.ts";
import type { RecipeFacts } from "../recipe.ts";
import { soleTableCommand } from "../support/soleCommand.ts";
import { entryOf, tableNamed } from "../support/subject.ts";
import { retypeOf, type RetypeShape } from "./target.ts";

interface About {
  readonly relation: RangeVar;
  readonly column: string;
}

/** The shape in which the statement has a part. */
export function retypeShapeAt(facts: RecipeFacts): RetypeShape | undefined {
  const { section, statement } = facts;
  const about = aboutOf(statement.statement);
  if (about === undefined) return undefined;
  const isChange = (each: AnalysedStatement): boolean => retypeOf(each.statement) !== undefined;
  const own =
    section.direction === "up" ? section.statements.filter((each) => isAbout(each, about, facts)) : [];
  const [change, ...more] = own.filter(isChange);
  const [first, ...rest] = own;
  if (first !== undefined && change !== undefined && more.length === 0)
    return { statements: [first, ...rest], change };
  return isChange(statement) ? { statements: [statement], change: statement } : undefined;
}

/** Whether the change works on the rows, so that it is worth a plan. */
export function changesRows({ change }: RetypeShape, facts: RecipeFacts): boolean {
  return (entryOf({ ...facts, statement: change })?.effects.work.length ?? 0) > 0;
}

/** The column whose type or default a statement changes, and nothing else. */
function aboutOf(statement: Statement): About | undefined {
  const retype = retypeOf(statement);
  if (retype !== undefined) return { relation: retype.relation, column: retype.from };
  const sole = soleTableCommand(statement);
  const { subtype, name } = sole?.command ?? {};
  return sole === undefined || name === undefined || subtype !== "AT_ColumnDefault"
    ? undefined
    : { relation: sole.relation, column: name };
}

function isAbout(each: AnalysedStatement, { relation, column }: About, facts: RecipeFacts): boolean {
  if (each === facts.statement) return true;
  const other = aboutOf(each.statement);
  if (other?.column !== column || other.relation.relname !== relation.relname) return false;
  const table = tableNamed(facts, relation);
  return table !== undefined && tableNamed({ ...facts, statement: each }, other.relation)?.id === table.id;
}

/** Whether a statement of the down gives the column another default, which the exchange of the names does. */
export function restoresDefault(candidate: Statement, facts: RecipeFacts): boolean {
  const shape = retypeShapeAt(facts);
  const about = shape && aboutOf(shape.change.statement);
  const other = aboutOf(candidate);
  if (shape === undefined || shape.statements.length === 1 || retypeOf(candidate) !== undefined) return false;
  return other?.column === about?.column && other?.relation.relname === about?.relation.relname;
}
