import type { CreateFunctionStmt, Node } from "@pgsql/types";
import type { Routine } from "../../catalog/functions.ts";
import { ident, literal, sql, Sql } from "../../sql/fragment.ts";
import { asWritten } from "./asWritten.ts";
import { writes } from "./definitions.ts";
import type { Scene } from "./scene.ts";
import { nothing, undo, type Undo, type Undoing } from "./undo.ts";

/** A function that was there before a statement and is there after it: perhaps by another name, or replaced. */
export function undoRoutine(before: Routine, after: Routine, scene: Scene): Undoing {
  const { now } = scene;
  const word = Sql.verbatim(wordFor(before));
  const renames = [
    ...(before.schema === after.schema
      ? []
      : [undo(sql`ALTER ${word} ${now.routine(after.id)} SET SCHEMA ${ident(before.schema)}`)]),
    ...(before.name === after.name
      ? []
      : [undo(sql`ALTER ${word} ${signature(after, before.schema, scene)} RENAME TO ${ident(before.name)}`)]),
  ];
  const isReplaced = "CreateFunctionStmt" in (scene.entry.statement.node ?? {}) || before.body !== after.body;
  if (isReplaced) return { ...nothing, renames, alters: [createRoutine(before, scene, true)] };
  return { ...nothing, renames, alters: renames.length > 0 ? [] : properties(before, after, scene) };
}

function signature(routine: Routine, schema: string, { now }: Scene): Sql {
  return sql`${now.name({ ...routine, schema })}(${routine.arguments.map((type) => now.type(type))})`;
}

export function wordFor({ kind }: Routine): string {
  return kind === "procedure" ? "PROCEDURE" : kind === "aggregate" ? "AGGREGATE" : "FUNCTION";
}

function properties(before: Routine, after: Routine, { old }: Scene): readonly Undo[] {
  const alter = sql`ALTER ${Sql.verbatim(wordFor(before))} ${old.routine(before.id)}`;
  const set = before.settings ?? {};
  const gone = Object.keys(after.settings ?? {}).filter((name) => !(name in set));
  const changed = Object.entries(set).filter(([name, value]) => after.settings?.[name] !== value);
  return [
    ...(before.volatility === after.volatility
      ? []
      : [undo(sql`${alter} ${Sql.verbatim(before.volatility.toUpperCase())}`)]),
    ...gone.map((name) => undo(sql`${alter} RESET ${ident(name)}`)),
    ...changed.map(([name, value]) => undo(sql`${alter} SET ${ident(name)} TO ${literal(value)}`)),
  ];
}

/** A function as it was written last; PL/pgSQL and the like are known by their text alone. */
export function createRoutine(routine: Routine, scene: Scene, replace: boolean): Undo {
  const source = ["CreateFunctionStmt", "DefineStmt"]
    .map((kind) => scene.definitions.last(kind, (entry) => writes(entry, "function", routine.id)))
    .find((entry) => entry !== undefined);
  const what = `the ${routine.kind} ${routine.schema}.${routine.name}`;
  const respell = (node: Node): Node | undefined => {
    if (!("CreateFunctionStmt" in node)) return replace ? undefined : node;
    const isSame =
      keepsName(node.CreateFunctionStmt, routine) &&
      node.CreateFunctionStmt.replace === (replace ? true : node.CreateFunctionStmt.replace);
    return isSame
      ? node
      : {
          CreateFunctionStmt: {
            ...node.CreateFunctionStmt,
            funcname: nameNodes(routine),
            ...(replace ? { replace: true } : {}),
          },
        };
  };
  if (source !== undefined && replace) {
    const text = orReplace(source.statement.text);
    const { node } = source.statement;
    if (
      text !== undefined &&
      node !== undefined &&
      "CreateFunctionStmt" in node &&
      keepsName(node.CreateFunctionStmt, routine)
    )
      return undo(Sql.verbatim(text));
  }
  return asWritten({ what, source, respell }, scene);
}

/** The statement such that it takes the place of what is there. */
function orReplace(text: string): string | undefined {
  if (/^create\s+or\s+replace\b/i.test(text)) return text;
  return /^create\s+(?:function|procedure)\b/i.test(text)
    ? text.replace(/^create\b/i, "CREATE OR REPLACE")
    : undefined;
}

function keepsName({ funcname = [] }: CreateFunctionStmt, routine: Routine): boolean {
  const names = funcname.map((node) => ("String" in node ? (node.String.sval ?? "") : ""));
  return (
    names.at(-1) === routine.name &&
    (names.length === 1 ? routine.schema === "public" : names[0] === routine.schema)
  );
}

function nameNodes({ schema, name }: Routine): Node[] {
  return (schema === "public" ? [name] : [schema, name]).map((sval) => ({ String: { sval } }));
}
