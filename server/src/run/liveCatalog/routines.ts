import type { Routine } from "../../catalog/functions.ts";
import type { Live } from "./live.ts";
import type { RoutineRow } from "./rows/routines.ts";

const kinds: Readonly<Record<string, Routine["kind"]>> = { p: "procedure", a: "aggregate", w: "window" };
const volatilities: Readonly<Record<string, Routine["volatility"]>> = { i: "immutable", s: "stable" };

/** A function, without what inlining makes of it: that takes the whole catalog. */
export function liveRoutine(live: Live, row: RoutineRow): Routine {
  const kind = kinds[row.kind] ?? "function";
  const isTrigger = row.return_name === "trigger" || row.return_name === "event_trigger";
  const returns =
    kind === "procedure" || kind === "aggregate" || isTrigger ? undefined : returnType(live, row);
  const atomic = row.atomic ? atomicBody(live, row) : undefined;
  const program = row.definition === null ? undefined : live.statement(row.definition)?.body;
  const reads = [...live.dependencies.reads("pg_proc", row.oid).keys()];
  const uses = live.dependencies.uses("pg_proc", row.oid);
  return {
    id: live.names.routine(row.oid),
    schema: row.schema,
    name: row.name,
    kind,
    arguments: row.arguments.map((type) => live.names.typeRef(type, -1, null)),
    argumentNames: inputNames(row),
    ...(row.defaults === 0 ? {} : { defaults: row.defaults }),
    ...(returns === undefined ? {} : { returns }),
    ...columnsOf(live, row),
    returnsTrigger: isTrigger,
    ...(row.return_name === "event_trigger" ? { returnsEventTrigger: true as const } : {}),
    language: row.language,
    volatility: volatilities[row.volatility] ?? "volatile",
    returnsSet: row.returns_set,
    ...(row.atomic || row.body === null || kind === "aggregate" ? {} : { body: row.body }),
    ...(program === undefined ? {} : { program }),
    ...(row.config === null ? {} : { settings: settingsOf(row.config) }),
    ...(uses.length === 0 ? {} : { uses }),
    ...(atomic === undefined ? {} : { atomic, reads: reads.map((oid) => live.names.relation(oid)) }),
  };
}

/** The model keeps no row of several outputs, which is what a table's or several OUT parameters' type is. */
function returnType(live: Live, row: RoutineRow): Routine["returns"] {
  const outputs = (row.modes ?? []).filter((mode) => mode === "o" || mode === "b" || mode === "t");
  if (outputs.length > 1 || outputs.includes("t")) return undefined;
  return live.names.typeRef(row.returns, -1, null);
}

/** What OUT, INOUT and TABLE name. */
function columnsOf(live: Live, { all_arguments: types, modes, names }: RoutineRow): Pick<Routine, "columns"> {
  const columns = (modes ?? []).flatMap((mode, position) => {
    const type = types?.[position];
    const isOutput = mode === "o" || mode === "b" || mode === "t";
    return isOutput && type !== undefined
      ? [{ name: names?.[position] ?? "", type: live.names.typeRef(type, -1, null) }]
      : [];
  });
  if (columns.length === 0) return {};
  return {
    columns: columns.map(({ name, type }, position) => ({
      name: name === "" ? `column${position + 1}` : name,
      type,
    })),
  };
}

function inputNames({ arguments: types, modes, names }: RoutineRow): readonly string[] {
  if (names === null) return types.map(() => "");
  if (modes === null) return types.map((_, position) => names[position] ?? "");
  return names.filter((_, position) => ["i", "b", "v"].includes(modes[position] ?? "i"));
}

function settingsOf(config: readonly string[]): Readonly<Record<string, string>> {
  const split = (each: string): [string, string] => {
    const at = each.indexOf("=");
    return [each.slice(0, at).toLowerCase(), each.slice(at + 1)];
  };
  return Object.fromEntries(config.map(split));
}

function atomicBody(live: Live, row: RoutineRow): Routine["atomic"] {
  const node = row.definition === null ? undefined : live.statement(row.definition)?.node;
  return node !== undefined && "CreateFunctionStmt" in node ? node.CreateFunctionStmt.sql_body : undefined;
}
