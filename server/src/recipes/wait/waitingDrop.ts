import type { DropStmt, Node } from "@pgsql/types";
import { isTable } from "../../catalog/relations.ts";
import { itemsOf, stringOf, stringsOf } from "../../interpret/nodes.ts";
import { literal, qualified, sql, type Sql } from "../../sql/fragment.ts";
import type { Statement } from "../../sql/statement.ts";
import { tokensOf } from "../../sql/tokens.ts";
import type { RecipeFacts } from "../recipe.ts";
import { entryOf } from "../support/subject.ts";
import { inserted, signatureLeftOut } from "./signature.ts";
import type { Waiting } from "./whatWaits.ts";

/** What DROP says, and by which rule it is told of. */
const kinds: Readonly<Partial<Record<NonNullable<DropStmt["removeType"]>, Kind>>> = {
  OBJECT_VIEW: { word: "view", makers: ["ViewStmt"], rule: "drops-view", isThere: isRelation },
  OBJECT_MATVIEW: {
    word: "materialized view",
    makers: ["CreateTableAsStmt"],
    rule: "drops-view",
    isThere: isRelation,
  },
  OBJECT_SEQUENCE: { word: "sequence", makers: ["CreateSeqStmt"], rule: "drops-object", isThere: isRelation },
  OBJECT_FUNCTION: {
    word: "function",
    makers: ["CreateFunctionStmt"],
    rule: "drops-object",
    isThere: isRoutine,
  },
  OBJECT_PROCEDURE: {
    word: "procedure",
    makers: ["CreateFunctionStmt"],
    rule: "drops-object",
    isThere: isRoutine,
  },
  OBJECT_TYPE: {
    word: "type",
    makers: ["CompositeTypeStmt", "CreateEnumStmt"],
    rule: "drops-object",
    isThere: isType,
  },
  OBJECT_DOMAIN: { word: "domain", makers: ["CreateDomainStmt"], rule: "drops-object", isThere: isType },
  OBJECT_TRIGGER: {
    word: "trigger",
    makers: ["CreateTrigStmt"],
    rule: "disables-triggers",
    isThere: isTrigger,
  },
};

interface Kind {
  readonly word: string;
  /** The statements that make one. */
  readonly makers: readonly string[];
  readonly rule: string;
  /** A condition in SQL, by the parts of the name. */
  readonly isThere: (parts: readonly string[]) => Sql;
}

/** A statement that drops one thing which others may use, and nothing with it. */
export function waitingDrop(facts: RecipeFacts): Waiting | undefined {
  return concerns(facts) ? anyDrop(facts) : undefined;
}

/** The same of what nobody but the database uses, such as the function of a trigger. */
export function anyDrop(facts: RecipeFacts): Waiting | undefined {
  const { statement } = facts.statement;
  const drop = dropOf(statement);
  if (drop === undefined || drop.behavior === "DROP_CASCADE" || !isAlone(facts)) return undefined;
  const { kind, parts, isOptional } = drop;
  const name = parts.at(-1) ?? "";
  const label = kind.word === "trigger" ? `${name} on ${parts.at(-2) ?? ""}` : name;
  const what = `the ${kind.word} ${label}`;
  return {
    what,
    words: ["drop", ...parts.slice(kind.word === "trigger" ? -2 : -1)],
    rule: concerns(facts) ? kind.rule : undefined,
    version: `a version of the application that does not use ${what}, everywhere`,
    isThere: isOptional
      ? undefined
      : { label: `${what} is there`, query: sql`SELECT ${kind.isThere(parts)}`.text },
    table: kind.word === "trigger" ? tableOf(facts) : undefined,
    text: repeatable(facts, drop),
    isUndoneBy: (candidate) => mayMake(candidate, kind) && isSame(madeBy(candidate), parts),
  };
}

interface Drop {
  readonly kind: Kind;
  readonly parts: readonly string[];
  readonly isOptional: boolean;
  readonly behavior: DropStmt["behavior"];
}

export function dropOf({ node }: Statement): Drop | undefined {
  if (node === undefined || !("DropStmt" in node)) return undefined;
  const { removeType = "OBJECT_TABLE", objects = [], missing_ok, behavior } = node.DropStmt;
  const [object] = objects;
  const kind = kinds[removeType];
  if (kind === undefined || object === undefined || objects.length > 1) return undefined;
  const parts = partsOf(object);
  return parts.length === 0 ? undefined : { kind, parts, isOptional: missing_ok === true, behavior };
}

function partsOf(object: Node): readonly string[] {
  if ("ObjectWithArgs" in object) return stringsOf(object.ObjectWithArgs.objname);
  if ("TypeName" in object) return stringsOf(object.TypeName.names);
  return itemsOf(object).flatMap((item) => stringOf(item) ?? []);
}

/** The statement with IF EXISTS, so that it may run again, and with what it means now. */
function repeatable(
  { statement: { statement, ...rest }, majors }: RecipeFacts,
  { kind, isOptional }: Drop,
): string {
  const text = inserted(statement.text, signatureLeftOut({ statement, ...rest }, majors));
  const last = tokensOf(statement)[kind.word.split(" ").length];
  if (isOptional || last === undefined) return text;
  return `${text.slice(0, last.span.end)} IF EXISTS${text.slice(last.span.end)}`;
}

/** A trigger and its function often have one name. */
function mayMake({ node }: Statement, { makers }: Kind): boolean {
  return node !== undefined && makers.some((maker) => maker in node);
}

/** What a statement makes, by the parts of its name; of a trigger its table and its own. */
function madeBy({ node }: Statement): readonly string[] {
  if (node === undefined) return [];
  const relation =
    ("ViewStmt" in node && node.ViewStmt.view) ||
    ("CreateTableAsStmt" in node && node.CreateTableAsStmt.into?.rel) ||
    ("CreateSeqStmt" in node && node.CreateSeqStmt.sequence) ||
    ("CompositeTypeStmt" in node && node.CompositeTypeStmt.typevar);
  if (relation) return [relation.relname ?? ""];
  if ("CreateFunctionStmt" in node) return stringsOf(node.CreateFunctionStmt.funcname);
  if ("CreateEnumStmt" in node) return stringsOf(node.CreateEnumStmt.typeName);
  if ("CreateDomainStmt" in node) return stringsOf(node.CreateDomainStmt.domainname);
  if (!("CreateTrigStmt" in node)) return [];
  const { relation: table, trigname = "" } = node.CreateTrigStmt;
  return [table?.relname ?? "", trigname];
}

/** Names may be given with their schema or without. */
function isSame(made: readonly string[], dropped: readonly string[]): boolean {
  const count = Math.min(made.length, dropped.length);
  return count > 0 && made.slice(-count).join(".") === dropped.slice(-count).join(".");
}

/** Whether it takes nothing along, and does not fail. */
function isAlone(facts: RecipeFacts): boolean {
  const { destroys = [], fails } = entryOf(facts)?.effects ?? {};
  return fails === undefined && !destroys.some(({ byCascade }) => byCascade === true);
}

/** Whether running code may notice. */
function concerns(facts: RecipeFacts): boolean {
  const { breaks = [], breaksObjects = [], unguards = [] } = entryOf(facts)?.effects ?? {};
  return breaks.length + breaksObjects.length + unguards.length > 0;
}

function tableOf(facts: RecipeFacts): Waiting["table"] {
  const entry = entryOf(facts);
  const [table] = (entry?.outcome.effects.locks ?? []).flatMap(({ relation }) => {
    const found = entry?.before.get("relation", relation.id);
    return isTable(found) ? [found] : [];
  });
  return table;
}

function isRelation(parts: readonly string[]): Sql {
  return sql`pg_catalog.to_regclass(${literal(dotted(parts).text)}) IS NOT NULL`;
}

function isType(parts: readonly string[]): Sql {
  return sql`pg_catalog.to_regtype(${literal(dotted(parts).text)}) IS NOT NULL`;
}

function isTrigger(parts: readonly string[]): Sql {
  const table = dotted(parts.slice(0, -1));
  return sql`EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass(${literal(table.text)}) AND tgname = ${literal(parts.at(-1) ?? "")})`;
}

function isRoutine(parts: readonly string[]): Sql {
  return sql`EXISTS (SELECT FROM pg_catalog.pg_proc WHERE proname = ${literal(parts.at(-1) ?? "")})`;
}

function dotted(parts: readonly string[]): Sql {
  return qualified(parts.at(-2), parts.at(-1) ?? "");
}
