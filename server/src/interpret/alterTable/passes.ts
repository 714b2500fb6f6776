/**
 * The order in which ALTER TABLE does its subcommands, however they are written (AT_PASS_*, tablecmds.c). So
 * `ALTER a SET NOT NULL, DROP CONSTRAINT c` drops first, and the proof that c was is gone.
 */
export const passes = [
  "drop",
  "alter-type",
  "add-column",
  "set-expression",
  "old-index",
  "old-constraint",
  "add-constraint",
  "column-attributes",
  "add-index-constraint",
  "add-index",
  "add-other-constraint",
  "miscellaneous",
] as const;

export type Pass = (typeof passes)[number];
