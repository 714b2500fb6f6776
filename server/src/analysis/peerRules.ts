const destructive = ["drops-table", "drops-column", "drops-view", "drops-object", "truncates-table"];
const notValid = ["check-constraint-scans-table", "foreign-key-blocks-writes"];
const unique = ["unique-constraint-blocks-reads"];
const rewrite = ["rewrites-table", "works-under-exclusive-lock"];
const index = ["create-index-blocks-writes"];
const dropIndex = ["drop-index-blocks-reads"];
const timeout = ["missing-lock-timeout"];
const notNull = ["set-not-null-scans-table"];
const renames = ["renames-column", "renames-table", "renames-object"];

/** By the other linter's name of a rule: squawk's, which others have in another case, pgfence's, Eugene's, Atlas's. */
export const peerRules: Readonly<Record<string, readonly string[]>> = {
  "adding-field-with-default": rewrite,
  "adding-foreign-key-constraint": ["foreign-key-blocks-writes"],
  "adding-not-nullable-field": notNull,
  "adding-not-null-field": notNull,
  "adding-primary-key-constraint": unique,
  "adding-required-field": ["adds-required-column"],
  "adding-serial-primary-key-field": [...rewrite, ...unique],
  "ban-alter-domain-with-add-constraint": ["domain-constraint-scans-tables"],
  "ban-concurrent-index-creation-in-transaction": ["concurrently-in-transaction"],
  "ban-drop-column": ["drops-column"],
  "ban-drop-database": ["drops-object"],
  "ban-drop-not-null": ["allows-null"],
  "ban-drop-table": ["drops-table"],
  "ban-truncate-cascade": ["truncates-table"],
  "ban-uncommitted-transaction": ["leaves-transaction-open"],
  "changing-column-type": rewrite,
  "constraint-missing-not-valid": notValid,
  "disallowed-unique-constraint": unique,
  "disallow-unique-constraint": unique,
  "prefer-robust-stmts": ["cannot-run-again", "skips-invalid-index"],
  "renaming-column": ["renames-column"],
  "renaming-table": ["renames-table"],
  "require-concurrent-index-creation": index,
  "require-concurrent-index-deletion": dropIndex,
  "require-timeout-settings": timeout,
  "lock-timeout-warning": timeout,
  "running-statement-while-holding-access-exclusive": [
    "holds-lock-during-work",
    "works-under-exclusive-lock",
  ],
  "transaction-nesting": ["ends-tools-transaction", "leaves-transaction-open"],
  "create-index-not-concurrent": index,
  "drop-index-not-concurrent": dropIndex,
  "add-column-not-null-no-default": ["adds-required-column"],
  "add-column-non-constant-default": rewrite,
  "alter-column-type": rewrite,
  "alter-column-set-not-null": notNull,
  "add-constraint-fk-no-not-valid": ["foreign-key-blocks-writes"],
  "add-constraint-check-no-not-valid": ["check-constraint-scans-table"],
  "add-constraint-unique": unique,
  "add-pk-without-using-index": unique,
  "drop-table": ["drops-table"],
  "drop-column": ["drops-column"],
  truncate: ["truncates-table"],
  "rename-column": ["renames-column"],
  "rename-table": ["renames-table"],
  "missing-lock-timeout": timeout,
  "update-in-migration": ["update-without-where", "bulk-update-with-ddl"],
  e1: notValid,
  e2: notNull,
  e4: ["holds-lock-during-work", "works-under-exclusive-lock"],
  e5: rewrite,
  e6: index,
  e7: unique,
  e8: unique,
  e9: timeout,
  e10: rewrite,
  e11: rewrite,
  destructive,
  data_depend: [...notNull, ...unique, "adds-required-column"],
  incompatible: renames,
  concurrent_index: [...index, ...dropIndex],
};

/** Atlas names single checks by letters of their family and a number. */
const families: readonly (readonly [RegExp, string])[] = [
  [/^ds\d+$/, "destructive"],
  [/^mf\d+$/, "data_depend"],
  [/^bc\d+$/, "incompatible"],
  [/^pg10\d$/, "concurrent_index"],
];

/** Our rules that say what another linter's rule says; none where none does. */
export function counterparts(name: string): readonly string[] {
  const last = name.split("/").at(-1) ?? name;
  const known = last.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
  const family = families.find(([form]) => form.test(known));
  return peerRules[family?.[1] ?? known] ?? [];
}
