import { extensionsWithClass } from "../../catalog/builtins/extensions.ts";
import { builtinType } from "../../catalog/builtins/types.ts";
import type { OtherId } from "../../catalog/ids.ts";
import type { TypeRef } from "../../catalog/types.ts";
import type { Execution } from "../execution.ts";
import { formatType } from "../types/formatType.ts";
import { classOf } from "./reuse.ts";
import { builtinName } from "../types/typeRefs.ts";
import { otherKey, otherNamed } from "../objects/otherObjects.ts";

const methods = ["btree", "hash", "gin", "gist", "brin", "spgist"];

/** Extensions that give types an operator class which they lack otherwise. */
const extensions: Readonly<Record<string, string | undefined>> = { gist: "btree_gist", gin: "btree_gin" };

/** Fails with 42704 where an access method cannot index a built-in type by itself (GetIndexOpClass). */
export function requireOperatorClass(execution: Execution, type: TypeRef, method: string): void {
  const name = type.id.startsWith("type:pg_catalog.") ? type.id.slice("type:pg_catalog.".length) : undefined;
  const known = name === undefined || type.array ? undefined : builtinType(name, execution.server);
  if (known?.kind !== "base" || name === "unknown" || !methods.includes(method)) return;
  if (classOf(execution, method, type) !== undefined || mayComeFromExtension(execution, method)) return;
  execution.fail(
    "42704",
    `data type ${formatType(execution, type)} has no default operator class for access method "${method}"`,
  );
}

/** The extension that the operator class of an index column belongs to, where it belongs to one. */
export function extensionOfClass(
  execution: Execution,
  type: TypeRef | undefined,
  method: string,
  operatorClass: string,
): OtherId | undefined {
  const candidates =
    operatorClass === ""
      ? defaultProvider(execution, type, method)
      : extensionsWithClass(operatorClass.split(".").at(-1) ?? "");
  const found = candidates.find((name) => otherNamed(execution, "extension", name) !== undefined);
  return found === undefined ? undefined : otherKey("extension", found);
}

function defaultProvider(execution: Execution, type: TypeRef | undefined, method: string): readonly string[] {
  const provider = extensions[method];
  if (type === undefined || type.array || provider === undefined) return [];
  const name = builtinName(type);
  const isPlain =
    name === undefined
      ? execution.edit.get("type", type.id)?.kind === "enum"
      : builtinType(name, execution.server)?.kind === "base";
  return isPlain && classOf(execution, method, type) === undefined ? [provider] : [];
}

function mayComeFromExtension(execution: Execution, method: string): boolean {
  const extension = extensions[method];
  if (extension === undefined) return false;
  return (
    execution.target.assumesMissing === true || otherNamed(execution, "extension", extension) !== undefined
  );
}
