import type { Migration, Project } from "../formats/format.ts";
import type { Phase } from "./recipe.ts";
import type { Rollout } from "./rollouts.ts";
import { headerIn, type HeaderLine } from "./support/readHeader.ts";

/** What is done in a rollout, one thing after the other. */
export type RolloutStep =
  | {
      readonly kind: "migration";
      readonly migration: Migration;
      readonly path: string;
      /** Of its header, UTF-16. */
      readonly at: number;
      readonly phase: Phase;
      /** What it does: a sentence for each thing. */
      readonly titles: readonly string[];
    }
  /** A version of the application that must run before what follows. */
  | { readonly kind: "deploy"; readonly what: string }
  /** The last phase, of which nothing is written yet. */
  | { readonly kind: "finish"; readonly titles: readonly string[] };

type Text = (path: string) => string | undefined;

/** The steps of a rollout: those that are written, by the headers of their files, and the last phase while it is to come. */
export function rolloutSteps(rollout: Rollout, project: Project, text: Text): readonly RolloutStep[] {
  const written = filesOf(rollout, project).flatMap(({ migration, path }) => {
    const header = headerIn(text(path) ?? "", rollout.title);
    return header === undefined ? [] : ofFile({ migration, path, at: header.at }, header.lines);
  });
  return rollout.endedBy === undefined ? [...written, ...lastPhase(rollout)] : written;
}

interface File {
  readonly migration: Migration;
  readonly path: string;
}

/** The files of the way up that may belong to it: from its beginning to its end. */
function filesOf({ path: first, endedBy }: Rollout, { migrations }: Project): readonly File[] {
  const files = migrations.flatMap((migration) =>
    migration.sections.filter(({ direction }) => direction === "up").map(({ path }) => ({ migration, path })),
  );
  const from = files.findIndex(({ path }) => path === first);
  const to = files.findIndex(({ path }) => path === endedBy);
  return files.slice(from, to < 0 ? undefined : to + 1);
}

/** What is deployed stands where it is to be done: before the file or after it. */
function ofFile(file: File & { readonly at: number }, lines: readonly HeaderLine[]): readonly RolloutStep[] {
  const steps = lines.filter((line) => line.kind === "step");
  const first = lines.findIndex((line) => line.kind === "step");
  const deploys = (some: readonly HeaderLine[]) => some.filter((line) => line.kind === "deploy");
  const [step] = steps;
  if (step === undefined) return deploys(lines);
  const titles = steps.map(({ title }) => title);
  return [
    ...deploys(lines.slice(0, first)),
    { kind: "migration", ...file, phase: step.phase, titles },
    ...deploys(lines.slice(first)),
  ];
}

function lastPhase({ pending: { steps } }: Rollout): readonly RolloutStep[] {
  const deploys = steps.flatMap(({ deployBefore }) => deployBefore ?? []);
  return [
    ...deploys.map((what) => ({ kind: "deploy", what }) as const),
    { kind: "finish", titles: steps.map(({ title }) => title) },
  ];
}
