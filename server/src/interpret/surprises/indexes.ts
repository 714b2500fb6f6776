import { isIndex } from "../../catalog/relations.ts";
import type { RelationChange, Surprising } from "./change.ts";

/** ADD CONSTRAINT … USING INDEX gives the index the constraint's name (ATExecAddIndexConstraint). */
export function indexRenamed({ old, now }: RelationChange): readonly Surprising[] {
  if (!isIndex(old) || !isIndex(now) || old.name === now.name) return [];
  if (old.constraint !== undefined || now.constraint === undefined) return [];
  return [{ code: "index-renamed", part: old.name, other: now.name }];
}
