import { alterTableMakers } from "./make/alterTable.ts";
import { dataMakers } from "./make/data.ts";
import { dropMakers } from "./make/drops.ts";
import { indexMakers } from "./make/indexes.ts";
import { maintenanceMakers } from "./make/maintenance.ts";
import { objectMakers } from "./make/objects.ts";
import { programMakers } from "./make/programs.ts";
import { renameMakers } from "./make/renames.ts";
import { tableMakers } from "./make/tables.ts";
import { typeMakers } from "./make/types.ts";
import { viewMakers } from "./make/views.ts";
import type { Weighted, World } from "./world.ts";

/** Families of statements with their weights: while a schema is built, and while it is changed. */
const building: readonly (readonly [number, readonly Weighted[]])[] = [
  [30, tableMakers],
  [6, typeMakers],
  [8, indexMakers],
  [6, viewMakers],
  [8, programMakers],
  [4, objectMakers],
  [8, alterTableMakers],
  [10, dataMakers],
];

const changing: readonly (readonly [number, readonly Weighted[]])[] = [
  [10, tableMakers],
  [5, typeMakers],
  [8, indexMakers],
  [6, viewMakers],
  [6, programMakers],
  [6, objectMakers],
  [34, alterTableMakers],
  [9, dropMakers],
  [8, renameMakers],
  [8, dataMakers],
  [6, maintenanceMakers],
];

/** The next statement on what is there. */
export function nextStatement(world: World, phase: "build" | "change"): string {
  const families = phase === "build" ? building : changing;
  const made = world.make(families.map(([weight, makers]) => [weight, () => world.make(makers)]));
  return made ?? "CREATE TABLE t0 (id int PRIMARY KEY, a int, b text)";
}

/** A command that a transaction may hold between its statements. */
export function nextSavepoint(world: World): string {
  const name = world.random.of("s1", "s2");
  return world.random.of(`SAVEPOINT ${name}`, `SAVEPOINT ${name}`, `ROLLBACK TO ${name}`, `RELEASE ${name}`);
}
