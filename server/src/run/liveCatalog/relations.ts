import type { Persistence } from "../../catalog/relations.ts";
import type { RelationRow } from "./rows/relations.ts";

const persistences: Readonly<Record<string, Persistence>> = { t: "temporary", u: "unlogged" };

export function persistenceOf({ persistence }: RelationRow): Persistence {
  return persistences[persistence] ?? "permanent";
}

/** `{fillfactor=80}` as the model keeps it, the TOAST table's options with their namespace. */
export function optionsOf({ options, toast_options }: RelationRow): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...(options ?? []).map((option) => parted(option, "")),
    ...(toast_options ?? []).map((option) => parted(option, "toast.")),
  ]);
}

function parted(option: string, namespace: string): readonly [string, string] {
  const at = option.indexOf("=");
  return [`${namespace}${option.slice(0, at)}`, option.slice(at + 1)];
}
