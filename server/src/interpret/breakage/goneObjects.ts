import type { Catalog } from "../../catalog/catalog.ts";
import type { OtherObject } from "../../catalog/collections.ts";
import { assumedTypeId, displayName, nameKey } from "../../catalog/ids.ts";
import type { Routine } from "../../catalog/functions.ts";
import type { Type } from "../../catalog/types.ts";
import { signature } from "../drop/dropTarget.ts";
import type { ObjectBreakage } from "../effects.ts";
import type { Execution } from "../execution.ts";
import { signatureText } from "../functions/enterRoutine.ts";
import { takesCallsOf } from "../types/typeRefs.ts";

/**
 * What is no relation and is not found under its name any more: dropped, renamed, or in another schema. As in
 * `breakages.ts` nothing here asks which statement it was.
 */
export function goneObjects(before: Catalog, execution: Execution): readonly ObjectBreakage[] {
  return execution.edit.changes.flatMap(({ collection, key }): readonly ObjectBreakage[] => {
    if (collection === "function") return goneRoutine(execution, before.get("function", key), key);
    if (collection === "type") return goneType(execution, before.get("type", key), key);
    if (collection === "other") return goneOther(execution, before, key);
    return [];
  });
}

/** Nobody calls a trigger's function, and those in C go and come with their extension. */
function goneRoutine(execution: Execution, old: Routine | undefined, id: string): readonly ObjectBreakage[] {
  if (old === undefined || old.returnsTrigger || old.returnsEventTrigger === true || old.language === "c")
    return [];
  const { edit } = execution;
  const now = edit.get("function", id);
  if (now !== undefined && nameKey(now) === nameKey(old)) return [];
  const named = edit.get("functionName", nameKey(old)) ?? [];
  const isSame = (other: Routine | undefined): boolean =>
    other !== undefined && takesCallsOf(other, old.arguments);
  if (named.some((other) => isSame(edit.get("function", other)))) return [];
  const isAssumed = id === `function:?${signatureText(old.schema, old.name, old.arguments)}`;
  return [
    {
      code: "old-code-uses-object",
      object: `${old.kind === "window" ? "function" : old.kind} ${signature(execution, old)}`,
      named: { collection: "functionName", key: nameKey(old) },
      // DROP FUNCTION f leaves the types out, and of one that is not known nothing tells them.
      ...(isAssumed && old.arguments.length === 0 ? {} : { arguments: old.arguments }),
      ...renamedTo(now === undefined ? undefined : displayName(now)),
      ...(isAssumed ? { assumed: true } : {}),
    },
  ];
}

function goneType({ edit }: Execution, old: Type | undefined, id: string): readonly ObjectBreakage[] {
  if (old === undefined || old.kind === "multirange" || old.kind === "shell") return [];
  const now = edit.get("type", id);
  const breakage: ObjectBreakage = {
    code: "old-code-uses-object",
    object: `type ${displayName(old)}`,
    named: { collection: "typeName", key: nameKey(old) },
    ...(id === assumedTypeId(old) ? { assumed: true } : {}),
  };
  if (now !== undefined && nameKey(now) === nameKey(old))
    return goneValues(old, now).map(({ part, to }) => ({ ...breakage, part, ...renamedTo(to) }));
  if (edit.get("typeName", nameKey(old)) !== undefined) return [];
  return [{ ...breakage, ...renamedTo(now === undefined ? undefined : displayName(now)) }];
}

/** The values of an enum that have another name now. */
function goneValues(
  old: Type,
  now: Type,
): readonly { readonly part: string; readonly to: string | undefined }[] {
  if (old.kind !== "enum" || now.kind !== "enum") return [];
  const left = new Set(now.values);
  return old.values.flatMap((part, at) => (left.has(part) ? [] : [{ part, to: now.values[at] }]));
}

/** What statements name at run time; the rest of what the catalog has by name alone is for the server itself. */
const namedByCode: ReadonlySet<string> = new Set([
  "extension",
  "collation",
  "operator",
  "text search configuration",
  "text search dictionary",
]);

function goneOther({ edit }: Execution, before: Catalog, key: string): readonly ObjectBreakage[] {
  const old = before.get("other", key);
  if (old === undefined) return [];
  const now = edit.get("other", key);
  const object = `${old.kind} ${old.name}`.trim();
  const named = { collection: "other", key } as const;
  const openness = old.assumed === true ? { assumed: true as const } : {};
  if (old.kind === "publication")
    return publishesLess(old, now) ? [{ code: "replication-stops", object, named, ...openness }] : [];
  if (now !== undefined || !namedByCode.has(old.kind)) return [];
  const isNew = (one: OtherObject | undefined, at: string): boolean =>
    one?.kind === old.kind && before.get("other", at) === undefined;
  const renamed = edit.changes.find(
    (change) => change.collection === "other" && isNew(change.value, change.key),
  );
  const to = renamed?.collection === "other" ? renamed.value?.name : undefined;
  return [{ code: "old-code-uses-object", object, named, ...renamedTo(to), ...openness }];
}

function publishesLess(old: OtherObject, now: OtherObject | undefined): boolean {
  if (now === undefined) return true;
  const isLess = <T>(one: readonly T[] = [], other: readonly T[] = []): boolean =>
    one.some((each) => !other.includes(each));
  return (
    isLess(old.relations, now.relations) ||
    isLess(old.publishing?.schemas, now.publishing?.schemas) ||
    isLess(old.publishing?.actions, now.publishing?.actions)
  );
}

function renamedTo(to: string | undefined): Pick<ObjectBreakage, "to"> {
  return to === undefined ? {} : { to };
}
