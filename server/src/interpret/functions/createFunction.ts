import type { CreateFunctionStmt, DefElem, FunctionParameter, Node } from "@pgsql/types";
import type { Routine, Volatility } from "../../catalog/functions.ts";
import type { ObjectId } from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { sameTypes } from "../types/typeRefs.ts";
import type { Execution } from "../execution.ts";
import { rangeOf, schemaForCreation } from "../names/lookup.ts";
import { itemsOf, stringOf, stringsOf } from "../nodes.ts";
import { addDependent } from "../objects/objects.ts";
import type { Reading } from "../query/reading.ts";
import { typeOf } from "../types/lookup.ts";
import { freeExpression, usedNames } from "../expressions/dependencies.ts";
import { checksBodies, compile } from "./compile.ts";
import { enterRoutine, routineId, routinesAt } from "./enterRoutine.ts";
import { settingsAfter } from "./ownSettings.ts";
import { inlinedVolatility, readSqlBody, sqlStatements } from "./sqlBody.ts";

/** CREATE [OR REPLACE] FUNCTION and PROCEDURE. Only the body of an SQL function is looked at, and locks what it names. */
export function createFunction(execution: Execution, statement: CreateFunctionStmt): void {
  const range = rangeOf(statement.funcname);
  const schema = schemaForCreation(execution, range);
  const name = range.relname ?? "";
  const shape = shapeOf(execution, statement);
  const overloads = routinesAt(execution, schema, name);
  const existing = overloads.find((routine) => sameTypes(routine.arguments, shape.arguments));
  if (existing !== undefined) refuse(execution, existing, shape, statement);
  const id = existing?.id ?? routineId(execution, schema, name, shape.arguments);
  const { body } = execution;
  if (body?.language === "plpgsql" && checksBodies(execution)) compile(execution, body, namesOf(statement));
  const statements = sqlStatements(execution, shape);
  const hasSettings = optionNames(statement).some((option) => option === "set" || option === "security");
  const inlined = hasSettings ? undefined : inlinedVolatility(execution, shape, statements);
  const routine: Routine = {
    ...shape,
    id,
    schema,
    name,
    ...(inlined === undefined ? {} : { inlined }),
    ...(execution.body === undefined ? {} : { program: execution.body }),
    ...settingsOf(execution, statement),
  };
  enterRoutine(execution, routine, existing);
  // With a search path of its own, names in the body mean something else.
  const reading = hasSettings ? undefined : readSqlBody(execution, statements, routine);
  dependOn(execution, routine, routine.atomic === undefined ? undefined : reading, statement);
}

/** A body in SQL-standard form depends on what it names, as do the defaults of parameters. */
function dependOn(
  execution: Execution,
  routine: Routine,
  reading: Reading | undefined,
  { parameters }: CreateFunctionStmt,
): void {
  const { atomic } = routine;
  const uses = new Set([
    ...(reading?.usedTypes ?? []),
    ...(reading === undefined || atomic === undefined ? [] : usedNames(execution, atomic)),
    ...(parameters ?? []).flatMap((node) => usedByDefault(execution, node)),
  ]);
  const relations = [...(reading?.relations ?? [])];
  if (relations.length === 0 && uses.size === 0 && atomic === undefined) return;
  const value: Routine = {
    ...routine,
    ...(atomic === undefined ? {} : { reads: relations.map(([relation]) => relation) }),
    ...(uses.size === 0 ? {} : { uses: [...uses] }),
  };
  enterRoutine(execution, value, routine);
  for (const [relation, columns] of relations)
    addDependent(execution.edit, relation, { object: routine.id, columns: [...columns], strength: "normal" });
}

function usedByDefault(execution: Execution, node: Node): readonly ObjectId[] {
  const parameter = "FunctionParameter" in node ? node.FunctionParameter : undefined;
  if (parameter?.defexpr === undefined) return [];
  return freeExpression(execution, parameter.defexpr, parameterType(execution, parameter)).uses ?? [];
}

function optionNames({ options }: CreateFunctionStmt): readonly string[] {
  return (options ?? []).flatMap((node) => ("DefElem" in node ? [node.DefElem.defname ?? ""] : []));
}

function settingsOf(execution: Execution, { options }: CreateFunctionStmt): Pick<Routine, "settings"> {
  const settings = settingsAfter(execution, {}, options ?? []);
  return settings === undefined ? {} : { settings };
}

function namesOf({ parameters }: CreateFunctionStmt): readonly string[] {
  return (parameters ?? []).flatMap((node) =>
    "FunctionParameter" in node ? [node.FunctionParameter.name ?? ""] : [],
  );
}

type Shape = Omit<Routine, "id" | "schema" | "name">;

function shapeOf(execution: Execution, statement: CreateFunctionStmt): Shape {
  const parameters = (statement.parameters ?? []).flatMap((node) =>
    "FunctionParameter" in node ? [node.FunctionParameter] : [],
  );
  const options = new Map(
    (statement.options ?? []).flatMap((node) =>
      "DefElem" in node ? [[node.DefElem.defname ?? "", node.DefElem]] : [],
    ),
  );
  const inputs = parameters.filter(isInput);
  for (const parameter of parameters) if (!isInput(parameter)) parameterType(execution, parameter);
  const returns = returnType(execution, statement, parameters);
  const volatility = volatilityIn(options);
  const body = bodyIn(options);
  const table = parameters.some(({ mode }) => mode === "FUNC_PARAM_TABLE");
  return {
    kind: statement.is_procedure === true ? "procedure" : options.has("window") ? "window" : "function",
    arguments: inputs.map((parameter) => parameterType(execution, parameter)),
    argumentNames: inputs.map(({ name = "" }) => name),
    ...defaultsOf(inputs),
    ...(returns === undefined ? {} : { returns }),
    ...columnsOf(execution, parameters),
    returnsTrigger: triggerType(statement) !== undefined,
    ...(triggerType(statement) === "event_trigger" ? { returnsEventTrigger: true as const } : {}),
    returnsSet: table || statement.returnType?.setof === true,
    language: (optionText(options.get("language")) ?? "sql").toLowerCase(),
    volatility,
    ...(body === undefined ? {} : { body }),
    ...(statement.sql_body === undefined ? {} : { atomic: statement.sql_body }),
  };
}

function defaultsOf(inputs: readonly FunctionParameter[]): Pick<Routine, "defaults"> {
  const defaults = inputs.filter(({ defexpr }) => defexpr !== undefined).length;
  return defaults === 0 ? {} : { defaults };
}

function isInput({ mode }: FunctionParameter): boolean {
  return mode !== "FUNC_PARAM_OUT" && mode !== "FUNC_PARAM_TABLE";
}

function parameterType(execution: Execution, { argType }: FunctionParameter): TypeRef {
  if (argType === undefined) return execution.giveUp("a parameter without a type");
  return bare(typeOf(execution, argType));
}

/** Signatures hold no modifiers: varchar(10) is varchar there. */
function bare({ id, array }: TypeRef): TypeRef {
  return { id, modifiers: [], array };
}

function returnType(
  execution: Execution,
  statement: CreateFunctionStmt,
  parameters: readonly FunctionParameter[],
): TypeRef | undefined {
  if (triggerType(statement) !== undefined) return undefined;
  if (statement.returnType !== undefined) return bare(typeOf(execution, statement.returnType));
  const outputs = parameters.filter(
    (parameter) => !isInput(parameter) || parameter.mode === "FUNC_PARAM_INOUT",
  );
  const [only, ...others] = outputs;
  if (only === undefined || others.length > 0 || only.mode === "FUNC_PARAM_TABLE") return undefined;
  return parameterType(execution, only);
}

/** The columns that OUT, INOUT and TABLE name; those without a name are called by their place. */
function columnsOf(execution: Execution, parameters: readonly FunctionParameter[]): Pick<Routine, "columns"> {
  const outputs = parameters.filter(
    (parameter) => !isInput(parameter) || parameter.mode === "FUNC_PARAM_INOUT",
  );
  if (outputs.length === 0) return {};
  const columns = outputs.map((parameter, position) => ({
    name: parameter.name ?? `column${position + 1}`,
    type: parameterType(execution, parameter),
  }));
  return { columns };
}

function triggerType({ returnType }: CreateFunctionStmt): "trigger" | "event_trigger" | undefined {
  const name = stringsOf(returnType?.names).at(-1);
  return name === "trigger" || name === "event_trigger" ? name : undefined;
}

function volatilityIn(options: ReadonlyMap<string, DefElem>): Volatility {
  const written = optionText(options.get("volatility"));
  return written === "immutable" || written === "stable" ? written : "volatile";
}

export function optionText(option: DefElem | undefined): string | undefined {
  return stringOf(option?.arg);
}

/** AS holds one text, or two for C functions. */
function bodyIn(options: ReadonlyMap<string, DefElem>): string | undefined {
  return stringsOf(itemsOf(options.get("as")?.arg))[0];
}

function refuse(execution: Execution, existing: Routine, shape: Shape, statement: CreateFunctionStmt): void {
  if (statement.replace !== true)
    execution.fail("42723", `function "${existing.name}" already exists with same argument types`);
  if (existing.kind !== shape.kind) execution.fail("42809", "cannot change routine kind");
  const isSame =
    existing.returns === undefined || shape.returns === undefined
      ? existing.returns === shape.returns && existing.returnsTrigger === shape.returnsTrigger
      : sameTypes([existing.returns], [shape.returns]);
  if (!isSame || existing.returnsSet !== shape.returnsSet)
    execution.fail("42P13", "cannot change return type of existing function");
  if ((existing.defaults ?? 0) > (shape.defaults ?? 0))
    execution.fail("42P13", "cannot remove parameter defaults from existing function");
  existing.argumentNames.forEach((old, position) => {
    if (old !== "" && shape.argumentNames[position] !== old)
      execution.fail("42P13", `cannot change name of input parameter "${old}"`);
  });
}
