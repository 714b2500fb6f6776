/** Statements that are sent together: in one transaction, or one after the other in autocommit. */
export interface ScriptSection {
  readonly mode: "single" | "autocommit";
  readonly statements: readonly string[];
}

/** What a random run sent, in order. */
export type Script = readonly ScriptSection[];

/** How many statements a script holds. */
export function sizeOf(script: Script): number {
  return script.reduce((sum, { statements }) => sum + statements.length, 0);
}

/** The script as psql would run it. */
export function inSql(script: Script): string {
  return script
    .flatMap(({ mode, statements }) => {
      const lines = statements.map((statement) => `${statement};`);
      return mode === "single" ? ["BEGIN;", ...lines, "COMMIT;"] : lines;
    })
    .join("\n");
}

/** Every script that is smaller by one part: first big parts, then single statements, then transactions opened. */
export function* smaller(script: Script): Generator<Script> {
  for (let size = Math.ceil(script.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at + size < script.length; at += size)
      yield [...script.slice(0, at), ...script.slice(at + size)];
  for (const [at, section] of script.entries()) {
    const put = (changed: ScriptSection): Script => [
      ...script.slice(0, at),
      changed,
      ...script.slice(at + 1),
    ];
    if (section.statements.length > 1)
      for (const index of section.statements.keys())
        yield put({ ...section, statements: section.statements.filter((_, other) => other !== index) });
    if (section.mode === "single") yield put({ ...section, mode: "autocommit" });
  }
}
