import { isTable } from "../../catalog/relations.ts";
import type { RelationChange, Surprising } from "./change.ts";

/** Unlogged tables are emptied when the server starts after a crash, and no replica has them. */
export function emptyAfterCrash({ old, now }: RelationChange): readonly Surprising[] {
  const isNew = isTable(now) && now.persistence === "unlogged" && old?.persistence !== "unlogged";
  return isNew ? [{ code: "empty-after-crash" }] : [];
}
