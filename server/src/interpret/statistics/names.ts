import type { OtherObject } from "../../catalog/collections.ts";
import type { OtherId } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { firstInPath } from "../names/lookup.ts";
import { otherNamed } from "../objects/otherObjects.ts";

/** The kind under which statistics are kept, by names that have their schema in front. */
export const statisticsKind = "statistics object";

export function statisticsName(schema: string, name: string): string {
  return `${schema}.${name}`;
}

/** The statistics that a name means, looked up along the search path where it has no schema. */
export function findStatistics(
  execution: Execution,
  names: readonly string[],
): { readonly key: OtherId; readonly object: OtherObject } | undefined {
  const [name = "", schema] = [...names].reverse();
  const find = (inSchema: string): ReturnType<typeof otherNamed> =>
    otherNamed(execution, statisticsKind, statisticsName(inSchema, name));
  return schema === undefined ? firstInPath(execution, find) : find(schema);
}

/** As above; fails with 42704 where there are none, unless the history began on another database. */
export function requireStatistics(execution: Execution, names: readonly string[]): void {
  if (execution.target.assumesMissing === true || findStatistics(execution, names) !== undefined) return;
  execution.fail("42704", `statistics object "${names.join(".")}" does not exist`);
}

/** The statistics of a schema, each with its name there. */
export function statisticsIn(
  execution: Execution,
  schema: string,
): readonly { readonly key: string; readonly object: OtherObject; readonly name: string }[] {
  const found: { key: string; object: OtherObject; name: string }[] = [];
  for (const [key, object] of execution.edit.all("other"))
    if (object.kind === statisticsKind && object.name.startsWith(`${schema}.`))
      found.push({ key, object, name: object.name.slice(schema.length + 1) });
  return found;
}
