import type { RelationId } from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";

/** A column that a FROM item offers, or that a query yields. */
export interface QueryColumn {
  readonly name: string;
  /** Undefined where the model cannot tell. */
  readonly type: TypeRef | undefined;
  /** That of a column that is passed on, or as written by COLLATE; none is that of the type. */
  readonly collation?: string;
  /** Where it comes straight from a relation. */
  readonly source?: { readonly relation: RelationId; readonly number: number };
  /** A function's output by its own name, whatever the FROM item is called. */
  readonly fixed?: true;
  /** Stands for further columns that are not known. */
  readonly rest?: true;
}

/** One FROM item under the name by which its columns can be qualified. */
export interface RangeEntry {
  readonly name: string;
  readonly schema?: string;
  readonly relation?: RelationId;
  readonly columns: readonly QueryColumn[];
  /** The type of a function's value that is no row: what the entry's own name stands for. */
  readonly scalar?: TypeRef;
  /** True where it may have columns that the model does not know (a function of unknown result). */
  readonly open: boolean;
  /**
   * After JOIN … USING: what `*` and names without a qualifier find here, in place of the columns. The first entry of the
   * join has them all, those that both sides share first; the others have none.
   */
  readonly star?: readonly QueryColumn[];
}

/** A common table expression that a query can name. */
export interface NamedQuery {
  readonly name: string;
  readonly columns: readonly QueryColumn[];
  readonly open: boolean;
}

/** What names mean at one place of a query. */
export interface Scope {
  readonly entries: readonly RangeEntry[];
  readonly named: readonly NamedQuery[];
  /** The query around, for correlated references. */
  readonly outer: Scope | undefined;
}

export const emptyScope: Scope = { entries: [], named: [], outer: undefined };

/** Around a statement of a PL/pgSQL body: any name may be a variable. */
export const bodyScope: Scope = {
  entries: [{ name: "", columns: [], open: true }],
  named: [],
  outer: undefined,
};

export type Found =
  | { readonly kind: "column"; readonly column: QueryColumn }
  | { readonly kind: "row"; readonly entry: RangeEntry }
  | { readonly kind: "unknown" }
  | { readonly kind: "missing-column" }
  | { readonly kind: "ambiguous" }
  | { readonly kind: "missing-entry" };

/** What a possibly qualified column reference means, innermost query first. */
export function lookUp(scope: Scope, parts: readonly string[]): Found {
  const name = parts.at(-1) ?? "";
  const qualifier = parts.at(-2);
  if (qualifier !== undefined) return lookUpQualified(scope, qualifier, parts.at(-3), name);
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = starOf(at.entries).filter((column) => column.name === name);
    if (found.length > 1) return { kind: "ambiguous" };
    if (found[0] !== undefined) return { kind: "column", column: found[0] };
    if (at.entries.some(({ open }) => open)) return { kind: "unknown" };
    const entry = at.entries.find((one) => one.name === name);
    if (entry !== undefined) return { kind: "row", entry };
  }
  return { kind: "missing-column" };
}

function lookUpQualified(scope: Scope, qualifier: string, schema: string | undefined, name: string): Found {
  const entry = entryNamed(scope, qualifier, schema);
  if (entry === undefined) return lookUpField(scope, qualifier);
  const column = entry.columns.find((one) => one.name === name);
  if (column !== undefined) return { kind: "column", column };
  return entry.open ? { kind: "unknown" } : { kind: "missing-column" };
}

/** `a.b` may also be a column `a` of composite type in an unknown item. */
function lookUpField(scope: Scope, qualifier: string): Found {
  const column = lookUp(scope, [qualifier]);
  return column.kind === "unknown" ? column : { kind: "missing-entry" };
}

/** The columns that `*` stands for. */
export function starOf(entries: readonly RangeEntry[]): readonly QueryColumn[] {
  return entries.flatMap(({ star, columns }) => star ?? columns);
}

/** The FROM item of that name, in this query or in one around it. */
export function entryNamed(scope: Scope, name: string, schema: string | undefined): RangeEntry | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = at.entries.find(
      (entry) => entry.name === name && (schema === undefined || entry.schema === schema),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

export function namedQuery(scope: Scope, name: string): NamedQuery | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = at.named.findLast((query) => query.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}
