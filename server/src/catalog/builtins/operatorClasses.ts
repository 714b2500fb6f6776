import type { ServerVersion } from "../serverVersion.ts";
import { indexed, operatorClasses } from "./data.ts";

const find = indexed(operatorClasses, 3, 2);

/** The default operator class of an access method for exactly this type of pg_catalog. */
export function defaultOperatorClass(
  method: string,
  type: string,
  server: ServerVersion,
): string | undefined {
  return find(`${method} ${type}`, server)?.[2];
}
