import type { OracleCase } from "./cases.ts";

/** A case that the interpreter is known to give up on, and the words in which it says why. */
export interface NotAnalysed {
  readonly family: string;
  readonly name: string;
  readonly reason: string;
}

/**
 * All that the interpreter may give up on: any other case that is not analysed is a failure, and so is one of these
 * that is analysed after all, or that says another reason.
 */
export const notAnalysed: readonly NotAnalysed[] = [
  {
    family: "bodies",
    name: "a loop over an array literal",
    reason: "its text is put together from `n`",
  },
  { family: "update", name: "update ... limit", reason: 'Syntax error at or near "LIMIT".' },
  { family: "delete", name: "119 delete with a limit", reason: 'Syntax error at or near "LIMIT".' },
  {
    family: "inheritance",
    name: "type of an attribute of a typed table's type",
    reason: 'Syntax error at or near "USING".',
  },
  {
    family: "withoutLocks",
    name: "import a foreign schema",
    reason: "which relations it touches is known to the server alone",
  },
  {
    family: "owners",
    name: "reassign what a role owns",
    reason: "which relations the role owns is known to the server alone",
  },
  {
    family: "refusals",
    name: "an index over a subquery",
    reason: 'Syntax error at or near "SELECT".',
  },
  {
    family: "triggersFired",
    name: "a trigger by the name of its table and its arguments",
    reason: "its text is computed at run time",
  },
];

/** The reason that is expected of a case; undefined for one that must be analysed. */
export function reasonExpected({ family, name }: Pick<OracleCase, "family" | "name">): string | undefined {
  return notAnalysed.find((one) => one.family === family && one.name === name)?.reason;
}
