import type pg from "pg";
import { recipes } from "../../../server/src/recipes/index.ts";
import type { Recipe } from "../../../server/src/recipes/recipe.ts";
import { pendingRollouts } from "../../../server/src/recipes/rollouts.ts";
import { majors as allMajors, type Major } from "../../support/servers.ts";
import type { Fingerprint } from "../fingerprint.ts";
import { finishedRollout } from "../finishedRollout.ts";
import { TestProject } from "../projects.ts";
import { workUnderLocks } from "../prover.ts";
import { send } from "../send.ts";
import { wholeFingerprint } from "../wholeFingerprint.ts";
import { differences } from "./differences.ts";
import { hazards, type Hazard } from "./hazards.ts";
import { Schema } from "./schema.ts";
import { Stage } from "./stage.ts";

/** What came of one hazard of a random schema. */
export interface Proof {
  readonly seed: number;
  readonly hazard: string;
  readonly up: string;
  /** Recipes that were carried out. */
  readonly proven: string[];
  /** Recipes that were refused, with the reason. */
  readonly refused: [string, string][];
  /** What was otherwise than it is said to be. */
  readonly faults: string[];
}

/** One hazard of each kind on the schema of a seed, each with every recipe that offers itself. */
export async function proveSeed(
  seed: number,
  major: Major,
  kinds: readonly string[] = Object.keys(hazards),
): Promise<readonly Proof[]> {
  const proofs: Proof[] = [];
  const schema = new Schema(seed);
  // The schema does not hang on which kinds are looked at.
  const made = Object.entries(hazards).map(([kind, make]) => ({ kind, hazard: make(schema) }));
  const stage = new Stage(schema.seed, major);
  // What is for one major alone may do what the others do not know.
  const majors = seed % 2 === 0 ? [major] : allMajors;
  try {
    for (const { kind, hazard } of made) {
      if (hazard === undefined || !kinds.includes(kind)) continue;
      const proof = { seed, hazard: kind, up: hazard.up, proven: [], refused: [], faults: [] };
      proofs.push(proof);
      await prove(proof, originalOf(schema, hazard, majors), hazard, stage);
    }
  } finally {
    await stage.dispose();
  }
  return proofs;
}

async function prove(proof: Proof, plain: TestProject, hazard: Hazard, stage: Stage): Promise<void> {
  const expected = await stage.expected(plain, hazard);
  if (expected === undefined) return;
  for (const recipe of recipes) {
    // What only limits a wait leaves the statement as it is, and its down.
    if (recipe.mitigates === true || plain.firstFor(recipe) < 0) continue;
    try {
      const isClean = await carryOut({ recipe, plain, hazard, stage, expected, proof });
      if (!isClean) await stage.spoil();
    } catch (error) {
      if (!isByNature(proof.hazard, String(error))) proof.faults.push(`${recipe.id}: ${String(error)}`);
      await stage.spoil();
    }
  }
}

function originalOf(
  { before }: Schema,
  { up, down = "SELECT 1;" }: Hazard,
  majors: readonly Major[],
): TestProject {
  const drafts = [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down, autocommit: false },
  ];
  return TestProject.of("dbmate", drafts, {}, { majors });
}

interface Performance {
  readonly recipe: Recipe;
  readonly plain: TestProject;
  readonly hazard: Hazard;
  readonly stage: Stage;
  readonly expected: Fingerprint;
  readonly proof: Proof;
}

/** Whether the database is as it was afterwards. */
async function carryOut(performance: Performance): Promise<boolean> {
  const { recipe, plain, hazard, stage, expected, proof } = performance;
  const project = planned(recipe, plain, proof);
  if (project === undefined) return true;
  const { client, start } = await stage.begun(plain);
  const say = async (when: string, wanted: Fingerprint): Promise<boolean> => {
    const found = await wholeFingerprint(client);
    const lines = differences(found, wanted).filter((line) => !isKnown(recipe, stage.major, line));
    proof.faults.push(...lines.map((line) => `${recipe.id}: ${when}: ${line}`));
    return lines.length === 0;
  };
  proof.faults.push(...(await goUp(performance, project, client)));
  await say("in the end", expected);
  if (hazard.down === undefined && recipe.resume === undefined) return false;
  await go(client, project, "down", hazard.fill);
  const whole = isLost(proof.hazard) ? { ...start, data: (await wholeFingerprint(client)).data } : start;
  if (!(await say("after going down", whole)) || whole !== start) return false;
  await go(client, project, "up", undefined, hazard.application?.[recipe.id]);
  await say("up again", expected);
  await go(client, project, "down");
  return say("down again", start);
}

/**
 * What the recipe itself says that is otherwise: the name of a NOT NULL, and the parts of a foreign key that are kept for
 * referenced partitions.
 */
function isKnown({ id }: Recipe, major: Major, line: string): boolean {
  if (id === "drop-column-in-phases" && major >= 18 && /^constraints: .*_not_null1?"? NOT NULL /.test(line))
    return true;
  if (!/^constraints: there is (no )?.* FOREIGN KEY /.test(line)) return false;
  if (id === "foreign-key-not-valid") return major < 18 && /( NOT VALID false| true)$/.test(line);
  return id === "foreign-key-by-partition" && /_\d+"? FOREIGN KEY .* true$/.test(line);
}

/** Rows that are gone do not come back, so what referred to them has nothing to refer to. */
function isByNature(kind: string, error: string): boolean {
  return kind === "dropTable" && /\(down, .*violates foreign key constraint/.test(error);
}

/** Values that no down brings back. */
function isLost(kind: string): boolean {
  return kind === "dropColumn" || kind === "dropTable" || kind === "changeType";
}

/** The project with the recipe's files, and those of its end; undefined where it is refused. */
function planned(recipe: Recipe, plain: TestProject, proof: Proof): TestProject | undefined {
  const result = plain.rewrite(recipe);
  if ("refused" in result) {
    proof.refused.push([recipe.id, result.refused]);
    return undefined;
  }
  proof.proven.push(recipe.id);
  const open = plain.with(result);
  const isOpen = pendingRollouts(open.analysis.project, (path) => open.files.get(path)).length > 0;
  return isOpen ? finishedRollout(plain, recipe).finished : open;
}

/** What works under locks meanwhile. */
async function goUp(
  { recipe, hazard }: Performance,
  project: TestProject,
  client: pg.Client,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const looksAtLocks = recipe.divides !== true;
  const steps = project.analysis.migrations.slice(1);
  const application = hazard.application?.[recipe.id];
  for (const step of steps) {
    const found = looksAtLocks ? ((await workUnderLocks(client, project, step)) ?? []) : [];
    faults.push(...found.map((line) => `${recipe.id}: ${step.migration.name}: ${line}`));
    await send(client, project, step, "up");
    if (application !== undefined && step === steps[0]) await client.query(application);
  }
  return faults;
}

async function go(
  client: pg.Client,
  project: TestProject,
  direction: "up" | "down",
  fill?: string,
  application?: string,
): Promise<void> {
  const steps = project.analysis.migrations.slice(1);
  const [first] = steps;
  for (const step of direction === "up" ? steps : steps.reverse()) {
    await send(client, project, step, direction);
    if (fill !== undefined && step === project.last) await client.query(fill);
    if (application !== undefined && step === first) await client.query(application);
  }
}
