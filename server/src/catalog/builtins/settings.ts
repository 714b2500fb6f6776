import type { ServerVersion } from "../serverVersion.ts";
import lines from "./settings.json" with { type: "json" };
import { indexed } from "./data.ts";

/** A run-time setting, as pg_settings has it. */
export interface Setting {
  readonly type: "bool" | "integer" | "real" | "string" | "enum";
  /** Who may change it when; only `user` and `superuser` can be changed in a session. */
  readonly context: string;
  readonly min: number;
  readonly max: number;
  /** `ms`, `kB`, `8kB` …; undefined for plain numbers. */
  readonly unit: string | undefined;
  /** The words of an enum. */
  readonly words: readonly string[];
}

const find = indexed(
  // Their names are matched whatever their case.
  lines.map((line) => line.replace(/^\S+/u, (name) => name.toLowerCase())),
  7,
  1,
);

const types = ["bool", "integer", "real", "string", "enum"] as const;

/** The setting of that lower-case name on a server. */
export function builtinSetting(name: string, server: ServerVersion): Setting | undefined {
  const words = find(name, server);
  if (words === undefined) return undefined;
  const [, type = "", context = "", min = "", max = "", unit = "-", allowed = "-"] = words;
  return {
    type: types.find((one) => one === type) ?? "string",
    context,
    min: Number(min),
    max: Number(max),
    unit: unit === "-" ? undefined : unit,
    words: allowed === "-" ? [] : wordsIn(name, allowed),
  };
}

/** The data has no blanks within a word; only the isolation levels have one on the server. */
function wordsIn(name: string, allowed: string): readonly string[] {
  return (name.endsWith("transaction_isolation") ? allowed.replaceAll("_", " ") : allowed).split(",");
}
