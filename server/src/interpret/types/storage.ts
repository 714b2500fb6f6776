import { builtinType } from "../../catalog/builtins/types.ts";
import type { Storage } from "../../catalog/columnAttributes.ts";
import type { TypeRef } from "../../catalog/types.ts";
import { isAssumedType } from "../../catalog/ids.ts";
import type { Execution } from "../execution.ts";
import { builtinName } from "./typeRefs.ts";
import { baseType } from "./domainOf.ts";

/** Where a column has a storage that is not its type's own. */
export function otherStorage(
  execution: Execution,
  type: TypeRef,
  word: string | undefined,
): Storage | undefined {
  const storage = storageNamed(word);
  return storage === ownStorage(execution, type) ? undefined : storage;
}

/** How values of a type are stored where nothing else is said (pg_type.typstorage); undefined where it is not known. */
function ownStorage(execution: Execution, type: TypeRef): Storage | undefined {
  if (type.array) return "extended";
  const base = baseType(execution, type);
  const name = builtinName(base);
  if (name !== undefined) return builtinType(name, execution.server)?.storage;
  if (isAssumedType(base.id)) return undefined;
  const kind = execution.edit.get("type", base.id)?.kind;
  if (kind === "enum") return "plain";
  return kind === "base" || kind === "shell" ? undefined : "extended";
}

function storageNamed(word: string | undefined): Storage | undefined {
  return (["plain", "external", "extended", "main"] as const).find((one) => one === word?.toLowerCase());
}
