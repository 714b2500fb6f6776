import type { Waiting } from "./model.ts";

/** Who waits, as a bar says it; readable without its colour. */
export const waitingWords: Readonly<Record<Waiting, string>> = {
  everybody: "reads and writes wait",
  writes: "writes wait",
  ddl: "DDL and VACUUM wait",
  nobody: "nobody waits",
};
