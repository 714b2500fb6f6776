import type { ColumnDef, Constraint } from "@pgsql/types";
import { ident } from "../../sql/fragment.ts";
import type { constraintSpan } from "../../sql/ranges.ts";
import type { Span } from "../../sql/span.ts";
import type { Statement } from "../../sql/statement.ts";
import { tokenIndexAt, tokensOf } from "../../sql/tokens.ts";

/** A constraint in a column's definition, and the subcommand that adds it to the table once the column is there. */
export interface InlineConstraint {
  readonly span: Span;
  readonly added: string;
}

/** The constraints of a new column that may as well be added after it: NOT NULL and DEFAULT belong to the column. */
export function inlineConstraints(
  statement: Statement,
  column: ColumnDef,
  spanOf: typeof constraintSpan,
): readonly InlineConstraint[] {
  if (column.colname === undefined) return [];
  const list = (column.constraints ?? []).flatMap((each) => ("Constraint" in each ? [each.Constraint] : []));
  const name = ident(column.colname).text;
  return list.flatMap((constraint, index) => {
    const words = leading(constraint, name);
    if (words === undefined) return [];
    const last = list[index + attributesAfter(list, index)] ?? constraint;
    const { start } = spanOf(statement, constraint, column);
    const span = { start, end: spanOf(statement, last, column).end };
    return [{ span, added: `ADD ${written(statement, span, words)}` }];
  });
}

interface Leading {
  /** The words of the table constraint up to what follows in both. */
  readonly words: string;
  /** How many of the column constraint's own words those stand for. */
  readonly instead: number;
}

function leading({ contype }: Constraint, column: string): Leading | undefined {
  switch (contype) {
    case "CONSTR_CHECK":
      return { words: "", instead: 0 };
    case "CONSTR_UNIQUE":
      return { words: `UNIQUE (${column})`, instead: 1 };
    case "CONSTR_FOREIGN":
      return { words: `FOREIGN KEY (${column}) `, instead: 0 };
    default:
      return undefined;
  }
}

/** `DEFERRABLE`, `INITIALLY DEFERRED` and their opposites are constraints of the tree that belong to the one before. */
function attributesAfter(list: readonly Constraint[], index: number): number {
  let count = 0;
  while (list[index + count + 1]?.contype?.startsWith("CONSTR_ATTR_") === true) count++;
  return count;
}

/** The constraint's own words, its name kept, with the leading ones exchanged. */
function written(statement: Statement, { start, end }: Span, { words, instead }: Leading): string {
  const tokens = tokensOf(statement);
  const first = tokenIndexAt(statement, start);
  const isNamed = tokens[first]?.text.toLowerCase() === "constraint";
  const at = first + (isNamed ? 2 : 0);
  const from = tokens[at + instead]?.span.start ?? end;
  const name = isNamed ? statement.text.slice(start, tokens[at]?.span.start ?? start) : "";
  const rest = from >= end ? "" : statement.text.slice(from, end);
  const space = instead > 0 && rest !== "" ? " " : "";
  return `${name}${words}${space}${rest}`;
}
