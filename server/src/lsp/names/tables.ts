import { sessionSetting } from "../../catalog/settings.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { nameKey, type RelationId } from "../../catalog/ids.ts";
import { isIndex, type Column, type Relation } from "../../catalog/relations.ts";
import { effectivePath } from "../../interpret/names/searchPath.ts";
import { identifierOf, type Token } from "../../sql/tokens.ts";
import type { Span } from "../../sql/span.ts";
import { chainTo, type NamePart, type Place } from "./place.ts";

/** A relation that a statement names, with what it calls it. */
export interface TableMention {
  readonly relation: Relation;
  /** Its alias, else its own name. */
  readonly called: string;
  readonly chain: readonly NamePart[];
  /** Of REFERENCES: the list behind it, the only place where its columns are named. */
  readonly only: Span | undefined;
}

/** Words that stand before the name of a table, some with others between. */
const introducing = new Set(
  "table on from join update into references only truncate lock analyze vacuum copy index view".split(" "),
);
const between = new Set(["if", "not", "exists", "only", "table", "concurrently"]);
const noAlias = new Set(
  "where set on using join left right inner full cross natural order group limit returning values select add alter drop rename for from as when default".split(
    " ",
  ),
);

/** What the unqualified or qualified name of a relation stands for; undefined where there is none of it. */
export function relationNamed(catalog: Catalog, names: readonly string[]): Relation | undefined {
  const name = names.at(-1) ?? "";
  const schemas = names.length > 1 ? [names.at(-2) ?? ""] : schemasOf(catalog);
  for (const schema of schemas) {
    const id = catalog.get("relationName", nameKey({ schema, name }));
    if (id !== undefined) return catalog.get("relation", id);
  }
  return undefined;
}

/** The schemas in which a name without one is looked for. */
export function schemasOf(catalog: Catalog): readonly string[] {
  const setting = sessionSetting(catalog, "search_path");
  return ["pg_temp", ...effectivePath(catalog, setting)];
}

/** The relations that a statement names, in the order of its text; it need not be finished. */
export function tablesIn({ tokens, before, after }: Place): readonly TableMention[] {
  return tokens.flatMap((_, index) => {
    const last = nameBehind(tokens, index);
    const chain = last === undefined ? [] : chainTo(tokens, last);
    const names = chain.map(({ name }) => name);
    const relation = relationNamed(before, names) ?? relationNamed(after, names);
    if (last === undefined || relation === undefined) return [];
    const called = aliasBehind(tokens, last) ?? names.at(-1) ?? "";
    const isReferenced = word(tokens[index]) === "references";
    return [{ relation, called, chain, only: isReferenced ? listBehind(tokens, last) : undefined }];
  });
}

/** The last token of the name that follows a word which introduces one. */
function nameBehind(tokens: readonly Token[], index: number): number | undefined {
  const isComma = tokens[index]?.text === ",";
  if (!introducing.has(word(tokens[index])) && !isComma) return undefined;
  let at = index + 1;
  while (between.has(word(tokens[at]))) at++;
  if (!isName(tokens[at]) || (isComma && at > index + 1)) return undefined;
  while (tokens[at + 1]?.text === "." && isName(tokens[at + 2])) at += 2;
  return at;
}

function aliasBehind(tokens: readonly Token[], last: number): string | undefined {
  const at = word(tokens[last + 1]) === "as" ? last + 2 : last + 1;
  const token = tokens[at];
  if (token === undefined || !isName(token) || noAlias.has(word(token))) return undefined;
  return identifierOf(token);
}

/** The brackets behind a name; empty where there are none. */
function listBehind(tokens: readonly Token[], last: number): Span {
  const start = tokens[last]?.span.end ?? 0;
  if (tokens[last + 1]?.text !== "(") return { start, end: start };
  const close = tokens.findIndex(({ text }, index) => index > last && text === ")");
  return { start, end: close < 0 ? Number.POSITIVE_INFINITY : (tokens[close]?.span.end ?? start) };
}

function isName(token: Token | undefined): boolean {
  return token !== undefined && identifierOf(token) !== undefined;
}

function word(token: Token | undefined): string {
  return token?.text.toLowerCase() ?? "";
}

export function columnsOf(relation: Relation): readonly Column[] {
  return isIndex(relation) || relation.kind === "sequence" ? [] : relation.columns;
}

/** The table that an index belongs to, or the relation itself. */
export function ownerOf(relation: Relation): RelationId {
  return isIndex(relation) ? relation.table : relation.id;
}
