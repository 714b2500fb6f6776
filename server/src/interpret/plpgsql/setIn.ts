import type { Program, ProgramStep } from "../../sql/program.ts";

const known = new WeakMap<readonly ProgramStep[], ReadonlySet<string>>();

/** The variables that steps may set, by name. */
export function setIn(program: Program, steps: readonly ProgramStep[]): ReadonlySet<string> {
  const found = known.get(steps);
  if (found !== undefined) return found;
  const names = new Set<string>();
  for (const step of steps) for (const name of setBy(program, step)) names.add(name);
  known.set(steps, names);
  return names;
}

/** Queries and loops say in `found` whether there was a row. */
function setBy(program: Program, step: ProgramStep): readonly string[] {
  switch (step.kind) {
    case "block":
      return [
        ...step.declared.flatMap((number) => namesOf(program, number)),
        ...setIn(program, step.steps),
        ...(step.handlers ?? []).flatMap((handler) => [...setIn(program, handler.steps)]),
        ...(step.handlers === undefined ? [] : ["sqlstate", "sqlerrm"]),
      ];
    case "sql":
    case "execute":
      return ["found", ...namesOf(program, step.into)];
    case "assign":
      return namesOf(program, step.variable);
    case "forget":
      return ["found", ...step.variables.flatMap((number) => namesOf(program, number))];
    case "if":
      return [
        ...namesOf(program, step.subject?.variable),
        ...step.arms.flatMap((arm) => [...setIn(program, arm.steps)]),
        ...(step.otherwise === undefined ? [] : setIn(program, step.otherwise)),
      ];
    case "loop":
    case "while":
      return [...setIn(program, step.steps)];
    case "for-integers":
      return ["found", step.variable, ...setIn(program, step.steps)];
    case "for-array":
      return ["found", ...namesOf(program, step.variable), ...setIn(program, step.steps)];
    case "for-query":
      return ["found", ...step.variables, ...setIn(program, step.steps)];
    default:
      return [];
  }
}

/** A field stands for its record, a list for its parts. */
function namesOf(program: Program, number: number | undefined): readonly string[] {
  const variable = number === undefined ? undefined : program.variables[number];
  if (variable === undefined) return [];
  if (variable.parts !== undefined) return variable.parts.flatMap((part) => namesOf(program, part));
  return variable.record === undefined ? [variable.name] : namesOf(program, variable.record);
}
