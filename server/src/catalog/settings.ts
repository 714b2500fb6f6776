import type { Catalog } from "./catalog.ts";

/*
 * Settings are kept by name as SET left them, and end with the session. What the database or a role sets for every
 * session stands under another key, and stays.
 */
const prefix = "default ";

export function ofEverySession(name: string): string {
  return prefix + name;
}

export function isOfEverySession(key: string): boolean {
  return key.startsWith(prefix);
}

/** What a session has set, SET LOCAL over SET; undefined where it has not. */
export function sessionSetting(catalog: Pick<Catalog, "get">, name: string): string | undefined {
  return catalog.get("localSetting", name) ?? catalog.get("setting", name);
}
