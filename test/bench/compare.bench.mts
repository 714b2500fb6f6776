import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/*
 * What checking a project costs for several majors against one, and against squawk, all measured in the same run:
 * a machine's speed varies by half, ratios do not. Each is the least of several rounds, in processor time of user and
 * system. Asserts nothing. Build first; squawk is no dependency of this project, so it is fetched for the comparison:
 *
 *     node scripts/build.mjs && npm install --no-save squawk-cli && npx tsx test/bench/compare.bench.mts
 */

const root = resolve(import.meta.dirname, "../..");
const cli = process.env["LOCKKEEPER_CLI"] ?? join(root, "dist/cli.js");
const corpus = process.env["LOCKKEEPER_CORPUS"] ?? join(root, "../shared/corpus");
const rounds = Number(process.argv[2] ?? 3);
const squawk = "squawk on the same files";

/** A program with its arguments. */
type Command = readonly string[];

function commandsFor(folder: string): ReadonlyMap<string, Command> {
  const check = (majors: string): Command => [
    ...[process.execPath, cli, "check", folder],
    ...["--format", "json", "--postgres", majors],
  ];
  const commands = new Map([
    ["one major", check("18")],
    ["two majors", check("14,18")],
    ["five majors", check("14,15,16,17,18")],
  ]);
  if (hasSquawk()) commands.set(squawk, ["squawk", ...sqlFiles(folder)]);
  else console.log("SKIPPED: squawk is not installed; npm install --no-save squawk-cli brings it.");
  return commands;
}

const path = [join(root, "node_modules/.bin"), process.env["PATH"] ?? ""].join(delimiter);

function hasSquawk(): boolean {
  return spawnSync("squawk", ["--version"], { env: { ...process.env, PATH: path } }).status === 0;
}

function sqlFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const inside = join(folder, entry.name);
    if (entry.isDirectory()) return sqlFiles(inside);
    return entry.name.endsWith(".sql") ? [inside] : [];
  });
}

/** Milliseconds of processor time of a command and what it starts, as the shell accounts for it. */
function costOf(command: Command): number {
  const script = '"$@" >/dev/null 2>&1; times';
  const { stdout } = spawnSync("sh", ["-c", script, "sh", ...command], {
    encoding: "utf8",
    env: { ...process.env, PATH: path },
  });
  // The second line is that of the children: `0m1.520s 0m0.110s`.
  const times = [...(stdout.split("\n")[1] ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  if (times.length !== 2) throw new Error(`The shell's times cannot be read: ${stdout}`);
  return times.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000,
    0,
  );
}

function compare(project: string): void {
  const folder = join(corpus, project);
  if (!existsSync(folder)) {
    console.warn(`SKIPPED: ${project} is not at ${folder}; set LOCKKEEPER_CORPUS.`);
    return;
  }
  const commands = [...commandsFor(folder)];
  const costs = commands.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++)
    commands.forEach(([, command], index) => {
      costs[index] = Math.min(costs[index] ?? Number.POSITIVE_INFINITY, costOf(command));
    });
  const [one = Number.NaN, two = Number.NaN] = costs;
  commands.forEach(([title], index) => {
    const cost = costs[index] ?? Number.NaN;
    const ratio =
      title === squawk
        ? `two majors cost ${(two / cost).toFixed(1)} times that`
        : `${(cost / one).toFixed(2)} of one major`;
    console.log(`${project}, ${title}: ${cost.toFixed(0)} ms, ${ratio}`);
  });
}

for (const project of ["crates.io", "umami", "supabase-auth"]) compare(project);
