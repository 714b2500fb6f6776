import type { Node } from "@pgsql/types";
import { droppedSpans, relationSpan } from "../../sql/ranges.ts";
import type { Span } from "../../sql/span.ts";
import type { Statement } from "../../sql/statement.ts";

/** A relation that a statement names, and where. */
export interface NamedObject {
  /** As it is written: the schema may be missing. */
  readonly schema: string | undefined;
  readonly name: string;
  readonly span: Span;
}

/** The relations that a DROP TABLE, INDEX or VIEW names; none where their places cannot be told. */
export function droppedObjects(statement: Statement): readonly NamedObject[] {
  const { node } = statement;
  if (node === undefined || !("DropStmt" in node)) return [];
  const { objects = [] } = node.DropStmt;
  const spans = droppedSpans(statement, objects.length);
  return objects.flatMap((object, position) => {
    const span = spans[position];
    if (span === undefined || !("List" in object)) return [];
    const parts = (object.List.items ?? []).map((item) => ("String" in item ? (item.String.sval ?? "") : ""));
    const [name, schema] = [...parts].reverse();
    return name === undefined ? [] : [{ schema, name, span }];
  });
}

/** The relations that a TRUNCATE names. */
export function namedRelations(statement: Statement, nodes: readonly Node[] = []): readonly NamedObject[] {
  return nodes.flatMap((node) => {
    if (!("RangeVar" in node) || node.RangeVar.relname === undefined) return [];
    const { schemaname, relname } = node.RangeVar;
    return [{ schema: schemaname, name: relname, span: relationSpan(statement, node.RangeVar) }];
  });
}

/** Whether an object is the one that a name such as `public.users` means. */
export function isNamed(
  { schema, name = "" }: { readonly schema?: string | undefined; readonly name?: string | undefined },
  full: string,
): boolean {
  return schema === undefined ? full.endsWith(`.${name}`) : full === `${schema}.${name}`;
}

/**
 * The places of those of several objects that a test is true of; where there is but one object, or none passes, the
 * place that is given.
 */
export function placesOf(
  objects: readonly NamedObject[],
  test: (object: NamedObject) => boolean,
  otherwise: Span | undefined,
): readonly (Span | undefined)[] {
  const found = objects.length < 2 ? [] : objects.filter(test);
  return found.length === 0 ? [otherwise] : found.map(({ span }) => span);
}
