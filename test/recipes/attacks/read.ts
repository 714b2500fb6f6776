import { readdirSync, readFileSync } from "node:fs";
import type { Unsafe } from "../safely.ts";

/** A migration as somebody might write it, on tables that others write to meanwhile. */
export interface Attack extends Unsafe {
  /** Its first word is the file that it stands in. */
  readonly name: string;
  readonly format: string;
  readonly seed: string;
  readonly later?: string | undefined;
  readonly laterDown: string;
  /** Writes of the version of the application that runs before, and of the one that runs afterwards. */
  readonly old: string;
  readonly new: string;
  /** What the recipe itself says that is otherwise: words of such a difference. */
  readonly known: readonly string[];
}

const nothing = "SELECT 1;";

/** A file has several; `=== NAME` begins one, `--PART` a part of it. */
export function readAttacks(folder: string): readonly Attack[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .flatMap((file) => {
      const [, ...blocks] = readFileSync(`${folder}/${file}`, "utf8").split(/^=== /m);
      return blocks.map((block) => attackOf(file.replace(".sql", ""), block));
    });
}

function attackOf(file: string, block: string): Attack {
  const [title = "", ...rest] = block.split(
    /^--(before|seed|up|down|later|laterDown|old|new|known|format)\n/m,
  );
  const parts = new Map<string, string>();
  for (let at = 0; at < rest.length; at += 2) parts.set(rest[at] ?? "", (rest[at + 1] ?? "").trim());
  return {
    name: `${file}: ${title.trim()}`,
    before: parts.get("before") ?? nothing,
    seed: parts.get("seed") ?? nothing,
    up: parts.get("up") ?? nothing,
    down: parts.get("down") ?? nothing,
    later: parts.get("later"),
    laterDown: parts.get("laterDown") ?? nothing,
    old: parts.get("old") ?? nothing,
    new: parts.get("new") ?? nothing,
    known: parts.get("known")?.split("\n") ?? [],
    format: parts.get("format") ?? "dbmate",
  };
}
