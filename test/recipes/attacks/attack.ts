import type pg from "pg";
import type { SafePlan } from "../../../server/src/analysis/safely/makeSafe.ts";
import type { Major } from "../../support/servers.ts";
import { begun } from "../databases.ts";
import type { Fingerprint } from "../fingerprint.ts";
import { TestProject } from "../projects.ts";
import { differences } from "../random/differences.ts";
import { safely } from "../safely.ts";
import { send } from "../send.ts";
import { wholeFingerprint } from "../wholeFingerprint.ts";
import { nextEnd } from "./nextEnd.ts";
import type { Attack } from "./read.ts";

interface Made {
  readonly plan: SafePlan;
  readonly original: TestProject;
  readonly project: TestProject;
}

/** The migration made safe. */
export function made(attack: Attack): Made {
  const { format, before, up, down, later, laterDown } = attack;
  const after = later === undefined ? [] : [{ name: "later", up: later, down: laterDown, autocommit: false }];
  const original = TestProject.of(format, [
    { name: "before", up: before, down: "SELECT 1;", autocommit: false },
    { name: "change", up, down, autocommit: false },
    ...after,
  ]);
  const { plan, project } = safely(attack, original);
  return { plan, original, project };
}

/**
 * Runs the original and what was made of it, each up, down and up again, and tells every difference. In the midst of the
 * one write both versions of the application; in the other the old one writes before, the new one after.
 */
export async function carryOut(attack: Attack, given: Made, major: Major): Promise<readonly string[]> {
  const wanted = await ends(attack, given.original, major);
  const { client } = await begun({ project: given.project, seed: attack.seed, major });
  const faults: string[] = [];
  const compare = async (when: string, with_: Fingerprint): Promise<void> => {
    const lines = differences(await wholeFingerprint(client), with_);
    const told = lines.filter((line) => !attack.known.some((known) => line.includes(known)));
    faults.push(...told.map((line) => `${when}: ${line}`));
  };
  faults.push(...(await expand(client, attack, given)));
  const finished = await toTheEnd(client, given.project);
  if (typeof finished === "string") return [...faults, finished];
  // What is refused stays as it is, and then no two versions run side by side.
  if (given.plan.refusals.length > 0) await client.query(attack.new);
  await compare("in the end", wanted.up);
  if (!finished.format.hasDown) return faults;
  const steps = finished.analysis.migrations.slice(1);
  for (const step of [...steps].reverse()) await send(client, finished, step, "down");
  await compare("after going down", wanted.down);
  for (const step of steps) await send(client, finished, step, "up");
  await compare("up again", wanted.again);
  return faults;
}

/** What the original comes to. */
async function ends(
  attack: Attack,
  project: TestProject,
  major: Major,
): Promise<Readonly<Record<"up" | "down" | "again", Fingerprint>>> {
  const { client } = await begun({ project, seed: attack.seed, major });
  const steps = project.analysis.migrations.slice(1);
  await client.query(attack.old);
  for (const step of steps) await send(client, project, step, "up");
  await client.query(attack.new);
  const up = await wholeFingerprint(client);
  if (!project.format.hasDown) return { up, down: up, again: up };
  for (const step of [...steps].reverse()) await send(client, project, step, "down");
  const down = await wholeFingerprint(client);
  for (const step of steps) await send(client, project, step, "up");
  return { up, down, again: await wholeFingerprint(client) };
}

/** All that the plans write at once, and what fails of the writes of both versions then. */
async function expand(
  client: pg.Client,
  attack: Attack,
  { plan, project }: Made,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const isPlanned = plan.refusals.length === 0;
  if (!isPlanned) await client.query(attack.old);
  const steps = project.analysis.migrations.slice(1);
  for (const step of steps) {
    await send(client, project, step, "up");
    if (!isPlanned) continue;
    const at = `after ${step.migration.name}`;
    if (step !== steps.at(-1)) faults.push(...(await tried(client, attack.old, at)));
    else faults.push(...(await written(client, attack, at)));
  }
  return faults;
}

/** Ends the rollouts, each as soon as what it asks for holds; what none of them has, in words. */
async function toTheEnd(client: pg.Client, project: TestProject): Promise<TestProject | string> {
  const next = await nextEnd(client, project);
  if (next === undefined || typeof next === "string") return next ?? project;
  for (const step of next.analysis.migrations.slice(project.analysis.migrations.length))
    await send(client, next, step, "up");
  return toTheEnd(client, next);
}

async function written(client: pg.Client, attack: Attack, at: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const version of ["old", "new"] as const)
    await client
      .query(attack[version])
      .catch((error: unknown) => faults.push(`${at}, the ${version} version: ${String(error)}`));
  return faults;
}

/** Why a write of the old version fails; it is rolled back. */
async function tried(client: pg.Client, write: string, at: string): Promise<readonly string[]> {
  try {
    await client.query(`BEGIN; ${write}; SET CONSTRAINTS ALL IMMEDIATE`);
    return [];
  } catch (error) {
    return [`${at}, the old version: ${String(error)}`];
  } finally {
    await client.query("ROLLBACK");
  }
}
