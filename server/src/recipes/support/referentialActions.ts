import type { ReferentialAction } from "../../catalog/relations.ts";

/** What follows ON UPDATE and ON DELETE; empty for what goes without saying. */
export const referentialActions: Readonly<Record<ReferentialAction, string>> = {
  "no-action": "",
  restrict: "RESTRICT",
  cascade: "CASCADE",
  "set-null": "SET NULL",
  "set-default": "SET DEFAULT",
};
