import { others } from "./growth/others.ts";
import type { Growth } from "./growth/shape.ts";
import { onTables } from "./growth/tables.ts";

/** Each thing of which a schema can have very many, on one other thing where it hangs on one. */
export const growths: Readonly<Record<string, Growth>> = { ...onTables, ...others };
