import type { ServerVersion } from "../serverVersion.ts";
import { holdsOn, majorsIn } from "./data.ts";
import data from "./operands.json" with { type: "json" };
import type { Signature } from "./signatures.ts";

type Overload = Signature & { readonly majors: ReturnType<typeof majorsIn> };

let operators: ReadonlyMap<string, readonly Overload[]> | undefined;

/** The binary operators of pg_catalog of that name by what they take; what they give is not told here. */
export function binaryOperators(name: string, server: ServerVersion): readonly Signature[] {
  operators ??= read();
  return (operators.get(name) ?? []).filter(({ majors }) => holdsOn(majors, server));
}

function read(): ReadonlyMap<string, readonly Overload[]> {
  const found = new Map<string, Overload[]>();
  for (const line of data) {
    const [name = "", types = "", majors] = line.split(" ");
    const known = found.get(name) ?? [];
    known.push({
      kind: "operator",
      returnsSet: false,
      result: "unknown",
      parameters: types.split(","),
      variadic: false,
      defaults: 0,
      columns: [],
      majors: majorsIn(majors),
    });
    found.set(name, known);
  }
  return found;
}
