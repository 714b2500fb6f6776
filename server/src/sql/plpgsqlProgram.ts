import type { Inner, InnerSql, Block, Program, Variable } from "./program.ts";
import { field, lineOf, listAt, named, numberAt, queryAt, textAt } from "./plpgsqlJson.ts";
import { StepReader } from "./plpgsqlSteps.ts";

/** The program that a tree of libpg_query describes. `read` parses SQL. */
export function programOf(tree: unknown, read: (text: string) => Inner): Program {
  const [first] = listAt(tree, "plpgsql_funcs");
  const holder = field(first, "PLpgSQL_function");
  const sql = (text: string, line?: number): InnerSql => once(text, read, line);
  const datums = listAt(holder, "datums").map(named);
  const variables = datums.map(({ name, fields }) => variableOf(name, fields, sql));
  const declared = declarations(datums);
  const steps = new StepReader(sql, variables, declared);
  const action = named(field(holder, "action"));
  const block: Block = steps.block(action.fields);
  return {
    language: "plpgsql",
    variables: [...variables, ...aliases(holder, variables)],
    block,
    problem: undefined,
    read,
  };
}

/** A body that PL/pgSQL's grammar refuses. */
export function brokenProgram(problem: string, read: (text: string) => Inner): Program {
  return { language: "plpgsql", variables: [], block: undefined, problem, read };
}

/** SQL that is parsed when it is first asked for. */
export function once(text: string, read: (text: string) => Inner, line?: number): InnerSql {
  let known: Inner | undefined;
  return { text, line, read: () => (known ??= read(text)) };
}

function variableOf(kind: string, fields: unknown, sql: (text: string) => InnerSql): Variable {
  const initial = queryAt(fields, "default_val");
  const parts = kind === "PLpgSQL_row" ? listAt(fields, "fields") : undefined;
  return {
    name: textAt(fields, "refname") ?? textAt(fields, "fieldname") ?? "",
    type: textAt(field(field(fields, "datatype"), "PLpgSQL_type"), "typname") ?? "",
    initial: initial === undefined ? undefined : sql(initial),
    parts: parts?.map((part) => numberAt(part, "varno") ?? 0),
    record: kind === "PLpgSQL_recfield" ? (numberAt(fields, "recparentno") ?? 0) : undefined,
  };
}

/** ALIAS FOR is another name for a variable; it is kept as a variable of its own that starts with the same value. */
function aliases(holder: unknown, variables: readonly Variable[]): readonly Variable[] {
  return listAt(holder, "aliases").flatMap((each) => {
    const fields = field(each, "PLpgSQL_alias");
    const original = variables[numberAt(fields, "varno") ?? 0];
    return original === undefined
      ? []
      : [{ ...original, name: textAt(fields, "name") ?? "", initial: undefined }];
  });
}

/** The variables with a default by the line of their declaration. */
function declarations(
  datums: readonly { readonly name: string; readonly fields: unknown }[],
): readonly { readonly line: number; readonly variable: number }[] {
  return datums.flatMap(({ name, fields }, variable) =>
    name !== "PLpgSQL_recfield" && queryAt(fields, "default_val") !== undefined
      ? [{ line: lineOf(fields), variable }]
      : [],
  );
}
