import type { Major } from "../../interpret/target.ts";
import type { AnalysedStatement } from "../../rules/rule.ts";
import { join } from "../../sql/fragment.ts";
import { tokensOf } from "../../sql/tokens.ts";
import { typeSql } from "../support/typeSql.ts";
import { routinesDropped } from "./routinesDropped.ts";

/** A text and where in a statement it goes. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * The arguments of the function that `DROP FUNCTION f` means where it stands, to be written behind its name: where it
 * runs at another time, there may be two of the name.
 */
export function signatureLeftOut(
  { statement, entries }: AnalysedStatement,
  [major]: readonly Major[],
): Insertion | undefined {
  const { node } = statement;
  if (node === undefined || !("DropStmt" in node)) return undefined;
  const [object, ...others] = node.DropStmt.objects ?? [];
  if (object === undefined || others.length > 0 || !("ObjectWithArgs" in object)) return undefined;
  const entry = major === undefined ? undefined : entries.get(major);
  if (object.ObjectWithArgs.args_unspecified !== true || entry === undefined) return undefined;
  const gone = routinesDropped(entry);
  const [routine] = gone;
  const types = routine?.arguments.map((type) => typeSql(entry.before, type));
  const known = types?.flatMap((type) => type ?? []);
  const last = tokensOf(statement).findLast(({ text }) => !/^(?:restrict|cascade|;)$/i.test(text));
  if (gone.length !== 1 || known === undefined || known.length !== types?.length || last === undefined)
    return undefined;
  return { at: last.span.end, text: `(${join(known).text})` };
}

export function inserted(text: string, insertion: Insertion | undefined): string {
  return insertion === undefined
    ? text
    : text.slice(0, insertion.at) + insertion.text + text.slice(insertion.at);
}
