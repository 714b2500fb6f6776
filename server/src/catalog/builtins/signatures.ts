import type { MajorSet, ServerVersion } from "../serverVersion.ts";
import { holdsOn, majorsIn } from "./data.ts";
import data from "./signatures.json" with { type: "json" };

/** What a function or an operator of pg_catalog takes and gives; types by their names there, `_int4` for arrays. */
export interface Signature {
  readonly kind: "function" | "aggregate" | "window" | "operator";
  readonly returnsSet: boolean;
  readonly result: string;
  /** Undefined where any arguments give this result. */
  readonly parameters: readonly string[] | undefined;
  /** Whether the last parameter takes any number of arguments. */
  readonly variadic: boolean;
  /** How many of the last parameters have defaults. */
  readonly defaults: number;
  /** The columns of a function whose result is a row. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

type Overloads = ReadonlyMap<string, readonly (Signature & { readonly majors: MajorSet | undefined })[]>;

const kinds: Readonly<Record<string, Signature["kind"]>> = { a: "aggregate", w: "window", o: "operator" };
let functions: Overloads | undefined;
let operators: Overloads | undefined;

/** The overloads of a function of pg_catalog; none where it is unknown. */
export function functionSignatures(name: string, server: ServerVersion): readonly Signature[] {
  functions ??= read(data.functions);
  return ofServer(functions, name, server);
}

/** The overloads of an operator of pg_catalog; none where it is unknown. */
export function operatorSignatures(name: string, server: ServerVersion): readonly Signature[] {
  operators ??= read(data.operators);
  return ofServer(operators, name, server);
}

function ofServer(overloads: Overloads, name: string, server: ServerVersion): readonly Signature[] {
  return (overloads.get(name) ?? []).filter(({ majors }) => holdsOn(majors, server));
}

function read(lines: readonly string[]): Overloads {
  const found = new Map<string, (Signature & { readonly majors: MajorSet | undefined })[]>();
  for (const line of lines) {
    const [name = "", kind = "", result = "", given = "", columns = "", majors] = line.split(" ");
    const known = found.get(name) ?? [];
    known.push({
      kind: kinds[kind[0] ?? ""] ?? "function",
      returnsSet: kind.endsWith("s"),
      result,
      ...parametersOf(given),
      columns: columnsOf(columns),
      majors: majorsIn(majors),
    });
    found.set(name, known);
  }
  return found;
}

function parametersOf(given: string): Pick<Signature, "parameters" | "variadic" | "defaults"> {
  if (given === "*") return { parameters: undefined, variadic: false, defaults: 0 };
  const [types = "", defaults = "0"] = given.split("/");
  const variadic = types.endsWith("...");
  const names = types.replace("...", "");
  return {
    parameters: names === "-" || names === "" ? [] : names.split(","),
    variadic,
    defaults: Number(defaults),
  };
}

function columnsOf(given: string): Signature["columns"] {
  if (given === "-") return [];
  return given.split(",").map((each) => {
    const [name = "", type = ""] = each.split(":");
    return { name, type };
  });
}
