import type { Storage } from "../columnAttributes.ts";
import type { ServerVersion } from "../serverVersion.ts";
import { indexed, types } from "./data.ts";

/** A type of pg_catalog. */
export interface BuiltinType {
  readonly name: string;
  readonly kind: "base" | "pseudo" | "range" | "multirange";
  /** pg_type.typcategory; `S` are the string types. */
  readonly category: string;
  readonly preferred: boolean;
  /** False for types that are always stored plain, so that SET STORAGE is refused. */
  readonly toastable: boolean;
  /** pg_type.typstorage. */
  readonly storage: Storage;
}

const storages = { p: "plain", e: "external", m: "main", x: "extended" } as const;

const find = indexed(types, 5, 1);
const kinds = { b: "base", p: "pseudo", r: "range", m: "multirange" } as const;

/** The type of that name in pg_catalog on a server. */
export function builtinType(name: string, server: ServerVersion): BuiltinType | undefined {
  const words = find(name, server);
  if (words === undefined) return undefined;
  const [, kind, category = "U", preferred, storage] = words;
  return {
    name,
    kind: kind === "p" || kind === "r" || kind === "m" ? kinds[kind] : "base",
    category,
    preferred: preferred === "1",
    toastable: storage !== "p",
    storage: storage === "p" || storage === "e" || storage === "m" ? storages[storage] : "extended",
  };
}
