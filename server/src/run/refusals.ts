import type { Discrepancy, Format, FormatProblem, Migration } from "../formats/format.ts";
import type { RunFailure } from "../protocol.ts";
import { rangeOf } from "./position.ts";
import { sectionsOf, uriOf, type RunProject } from "./project.ts";
import type { LedgerStatus, MigrationStatus } from "./migrationStatus.ts";
import type { PlannedStep } from "./plannedStep.ts";

/** Why nothing is run, with the place in a file where there is one. */
export interface Refusal extends Pick<RunFailure, "version" | "message" | "reason" | "finishes"> {
  readonly code: string;
  readonly uri?: RunFailure["uri"];
  readonly range?: RunFailure["range"];
}

/**
 * What the tool would not run: a file that it cannot read as a migration, or a project that it turns away as a whole.
 * Our runner never accepts what the tool refuses.
 */
export function refusedFile(
  project: RunProject,
  format: Format,
  steps: readonly PlannedStep[],
): Refusal | undefined {
  const filledIn = steps.flatMap((step) => filledInAt(project, format, step))[0];
  if (filledIn !== undefined) return filledIn;
  const inWay = (problem: FormatProblem): boolean =>
    problem.refuses === "project" || steps.some((step) => stops(problem, step));
  const problem = project.refused.find(inWay);
  if (problem === undefined) return undefined;
  const { path, code, message, span } = problem;
  return {
    code,
    version: steps.find((step) => stops(problem, step))?.migration.version,
    message: `${message} Nothing was run.`,
    uri: uriOf(project, path),
    range: rangeOf(project.files[path] ?? "", span),
  };
}

/** A variable of the environment, `$NAME` or `${NAME}`. */
const variable = /\$(?:\{|[A-Za-z_]\w*(?!\w*\$))/;

/** What the tool fills in from its environment or its configuration is nothing that we know, in comments too. */
function filledInAt(
  project: RunProject,
  format: Format,
  { direction, migration }: PlannedStep,
): readonly Refusal[] {
  return sectionsOf(migration, direction).flatMap((section) => {
    const { path, span, substitutesEnvironment, keepsPlaceholders, fillsIn } = section;
    const text = project.files[path] ?? "";
    const sent = text.slice(span.start, span.end);
    const fills = format.accepts?.placeholders.includes("${}") === true && keepsPlaceholders !== true;
    const pattern = substitutesEnvironment === true ? variable : fills ? /\$\{/ : fillsIn;
    const at = pattern === undefined ? -1 : sent.search(pattern);
    if (at < 0) return [];
    const start = span.start + at;
    return [
      {
        code: "placeholder",
        version: migration.version,
        message: `Here ${format.label} fills in a value from its environment or its configuration, which is not known here. Run this migration with ${format.label} itself. Nothing was run.`,
        uri: uriOf(project, path),
        range: rangeOf(text, { start, end: start + 1 }),
      },
    ];
  });
}

function stops({ path, refuses }: FormatProblem, { direction, migration }: PlannedStep): boolean {
  return migration.paths.includes(path) && (refuses === "file" || refuses === direction);
}

/** Over what between ledger and folder the tool goes no further up. */
export function refusedState(
  format: Format,
  status: LedgerStatus,
  steps: readonly PlannedStep[],
): Refusal | undefined {
  const chosen = new Set(steps.map(({ migration }) => migration));
  for (const discrepancy of format.refuses) {
    const found = discrepanciesOf(status, discrepancy, chosen)[0];
    if (found === undefined) continue;
    const message = `${messages[discrepancy](found)} ${format.label} refuses to go on.`;
    return {
      code: codes[discrepancy],
      version: found.version,
      message: `${message} ${ways[discrepancy](found, format.label)} Nothing was run.`,
    };
  }
  return undefined;
}

/** Where a ledger and a folder differ in one way; repeatable migrations are run again when they change. */
export function discrepanciesOf(
  { statuses }: LedgerStatus,
  discrepancy: Discrepancy,
  chosen: ReadonlySet<Migration>,
): readonly MigrationStatus[] {
  switch (discrepancy) {
    case "changed":
      return statuses.filter(
        ({ state, migration }) =>
          state === "changed" &&
          migration?.repeatable !== true &&
          !(migration !== undefined && chosen.has(migration)),
      );
    case "missing":
      return statuses.filter(({ state }) => state === "missing");
    case "missing-before": {
      const last = statuses.findLastIndex(({ migration }) => migration !== undefined);
      return statuses.filter(({ state }, index) => state === "missing" && index < last);
    }
    case "out-of-order": {
      const newest = statuses.findLastIndex(({ state }) => state === "applied" || state === "changed");
      return statuses.filter(
        ({ state, migration }, index) =>
          state === "pending" &&
          index < newest &&
          migration?.repeatable !== true &&
          migration?.anyOrder !== true,
      );
    }
    default:
      return discrepancy satisfies never;
  }
}

const codes: Readonly<Record<Discrepancy, string>> = {
  changed: "migration-changed",
  missing: "migration-missing",
  "missing-before": "migration-missing",
  "out-of-order": "out-of-order",
};

type Says = (migrationStatus: MigrationStatus, label: string) => string;

const isMissing: Says = ({ version }) =>
  `Migration ${version} is applied, but its file is not in the folder.`;
const restore: Says = ({ version }) =>
  `Restore the file, or \`lockkeeper repair --unmark ${version}\` if it was never meant to stay.`;

const messages: Readonly<Record<Discrepancy, (migrationStatus: MigrationStatus) => string>> = {
  changed: ({ version, note }) =>
    note === undefined
      ? `Migration ${version} was edited after it had been applied.`
      : `The file of migration ${version} is not the one that was applied. ${note}`,
  missing: (migrationStatus) => isMissing(migrationStatus, ""),
  "missing-before": (migrationStatus) => isMissing(migrationStatus, ""),
  "out-of-order": ({ version }) =>
    `Migration ${version} is not applied, but a newer one is: it would be applied out of order.`,
};

const ways: Readonly<Record<Discrepancy, Says>> = {
  changed: ({ version }) =>
    `Restore the file as it was applied, or accept it as it is now: \`lockkeeper repair --accept ${version}\`.`,
  missing: restore,
  "missing-before": restore,
  "out-of-order": (_standing, label) =>
    `Give it a number behind the newest applied one, or run it with ${label}'s own option for that.`,
};
