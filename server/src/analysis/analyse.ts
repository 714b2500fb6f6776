import { Catalog } from "../catalog/catalog.ts";
import type { FileTree, Migration, Section } from "../formats/format.ts";
import { worse, type Risk } from "../timeline/risk.ts";
import { sameLeft } from "../timeline/leftBehind.ts";
import { restCatalogs } from "../timeline/timeline.ts";
import type { MigrationAnalysis, ProjectAnalysis, SectionAnalysis } from "./analysis.ts";
import { analyseSection } from "./analyseSection.ts";
import { goesDown } from "./downs.ts";
import { migrationFindings } from "./findings.ts";
import { sameCatalogs, type AnalysisInput, type Catalogs, type SectionInput } from "./input.ts";
import { PassedBy } from "./passedBy.ts";
import { type LeftByMajor } from "../timeline/leftBehind.ts";

/** Analyses a whole project; what did not change since `previous` is taken from there. */
export function analyseProject(input: AnalysisInput, previous?: ProjectAnalysis): ProjectAnalysis {
  const steps = analyseInSteps(input, previous);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same, one migration at a time: what comes before a migration is all that its own analysis hangs on. */
export function* analyseInSteps(
  input: AnalysisInput,
  previous?: ProjectAnalysis,
): Generator<MigrationAnalysis, ProjectAnalysis, undefined> {
  const old = new Set(previous?.options === input.options ? previous.migrations : []);
  const passedBy = new PassedBy();
  const migrations: MigrationAnalysis[] = [];
  let last: MigrationAnalysis | undefined;
  for (const analysis of eachMigration(input, old, passedBy)) {
    // The catalogs of the one before have now been read by all that follow from them.
    if (last !== undefined) rest(last);
    last = old.has(analysis) || passedBy.has(analysis) ? undefined : analysis;
    migrations.push(analysis);
    yield analysis;
  }
  return { format: input.format, project: input.project, options: input.options, migrations };
}

/** One migration after the other for who reads each once: of those before it only what it starts from is kept. */
export function analyseEach(input: AnalysisInput): Iterable<MigrationAnalysis> {
  return eachMigration(input, new Set(), new PassedBy());
}

function* eachMigration(
  input: AnalysisInput,
  previous: ReadonlySet<MigrationAnalysis>,
  passedBy: PassedBy,
): Generator<MigrationAnalysis, void, undefined> {
  const known = new Map([...previous].map((migration) => [migration.migration.version, migration]));
  let catalogs: Catalogs = new Map(
    input.options.majors.map((major) => [
      major,
      input.options.beginning?.catalogs.get(major) ?? Catalog.empty,
    ]),
  );
  let left: LeftByMajor = new Map();
  const down = goesDown(input.project);
  for (const migration of input.project.migrations) {
    const given = { before: catalogs, left, input, goesDown: down, passedBy };
    const analysis = analyseMigration(migration, given, known.get(migration.version));
    catalogs = analysis.after;
    left = analysis.left.after;
    yield analysis;
  }
}

function rest({ sections }: MigrationAnalysis): void {
  for (const { timelines } of sections) for (const timeline of timelines.values()) restCatalogs(timeline);
}

/**
 * Analyses a project after one of its files changed: only that file's migration is read again, and later migrations
 * are folded again only where the catalog they start from is another. `input.text` gives the new text.
 */
export function updateFile(previous: ProjectAnalysis, path: string, input: AnalysisInput): ProjectAnalysis {
  return analyseProject(withFilesRead({ ...input, project: previous.project }, new Set([path])), previous);
}

/** The input in which only the migrations of these files are read again. */
export function withFilesRead(input: AnalysisInput, files: ReadonlySet<string>): AnalysisInput {
  const migrations = input.project.migrations.map((migration) =>
    migration.paths.some((path) => files.has(path)) ? readAgain(migration, input) : migration,
  );
  return { ...input, project: { ...input.project, migrations } };
}

/** Reads one migration's files as the format would in the whole project. */
function readAgain(migration: Migration, input: AnalysisInput): Migration {
  const tree: FileTree = { ...input.around, paths: migration.paths, text: (path) => input.text(path) };
  const again = input.format.read(tree).migrations.find(({ version }) => version === migration.version);
  return again ?? { ...migration, sections: [] };
}

/** What comes to a migration from those before it. */
interface Given {
  readonly before: Catalogs;
  readonly left: LeftByMajor;
  readonly input: AnalysisInput;
  /** Whether any migration of the project can go down. */
  readonly goesDown: boolean;
  readonly passedBy: PassedBy;
}

function analyseMigration(
  migration: Migration,
  { before, left, input, goesDown: down, passedBy }: Given,
  previous: MigrationAnalysis | undefined,
): MigrationAnalysis {
  // A migration whose files were read again is another object.
  if (previous?.migration === migration && sameCatalogs(previous.before, before)) {
    if (sameLeft(previous.left.before, left)) {
      if (previous.goesDown === down) return previous;
      return { ...previous, goesDown: down, ...migrationFindings(migration, previous.sections, input) };
    }
  }
  const passed =
    previous?.migration === migration ? passedBy.pass(previous, { before, left, goesDown: down }) : undefined;
  if (passed !== undefined) return passed;
  // The direction of a section, and whether there is a down, decide how grave a loss is.
  const comparable =
    previous !== undefined && sameDirections(previous.migration, migration) ? previous : undefined;
  const done = new Map<Section, SectionAnalysis>();
  let start = before;
  let after = left;
  const former = (section: Section): SectionAnalysis | undefined =>
    comparable?.sections[migration.sections.indexOf(section)];
  for (const direction of ["up", "down"] as const) {
    const own = migration.sections.filter((section) => section.direction === direction);
    own.forEach((section, index) => {
      const given = {
        ...{ section, migration, start, before, input, endsSession: index === own.length - 1 },
        formerBefore: previous?.before,
        ...earlierOf(direction === "down" && index === own.length - 1 ? done : undefined, former),
        // Nobody takes a migration back in the session that has just applied it.
        left: direction === "up" ? after : nothingLeft,
      };
      const analysis = analyseSection(given, former(section));
      done.set(section, analysis);
      start = endOf(analysis);
      if (direction === "up") after = analysis.left.after;
    });
  }
  const sections = migration.sections.flatMap((section) => done.get(section) ?? []);
  const up = sections.filter(({ direction }) => direction === "up");
  return {
    migration,
    sections,
    ...migrationFindings(migration, sections, input),
    risk: up.reduce<Risk>((risk, section) => worse(risk, section.risk), "none"),
    before,
    after: up.length === 0 ? before : endOf(up[up.length - 1]),
    left: { before: left, after },
    goesDown: down,
  };
}

/** What the last section of a down is held against. */
function earlierOf(
  done: ReadonlyMap<Section, SectionAnalysis> | undefined,
  former: (section: Section) => SectionAnalysis | undefined,
): Pick<SectionInput, "earlier" | "formerEarlier"> {
  if (done === undefined) return { earlier: [], formerEarlier: [] };
  return { earlier: [...done.values()], formerEarlier: [...done.keys()].map(former) };
}

function sameDirections(one: Migration, other: Migration): boolean {
  return (
    one.sections.length === other.sections.length &&
    one.sections.every(({ direction }, index) => direction === other.sections[index]?.direction)
  );
}

const nothingLeft: LeftByMajor = new Map();

function endOf(section: SectionAnalysis | undefined): Catalogs {
  return new Map([...(section?.timelines ?? [])].map(([major, { end }]) => [major, end]));
}
