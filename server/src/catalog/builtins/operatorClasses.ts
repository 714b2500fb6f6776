import { indexed, operatorClasses } from "./data.ts";

const find = indexed(operatorClasses, 3, 2);

/** The default operator class of an access method for exactly this type of pg_catalog. */
export function defaultOperatorClass(method: string, type: string, major: number): string | undefined {
  return find(`${method} ${type}`, major)?.[2];
}
