import { statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { doubtOf, readOnlyMessage } from "../formats/named.ts";
import type { DatabaseChoice, RunCommand, RunFailure, RunParams, RunProgress } from "../protocol.ts";
import { RunEngine } from "../run/engine.ts";
import { runProject, type RunProject } from "../run/project.ts";
import { failureOf } from "../run/runError.ts";
import { Configurations } from "./configuration.ts";
import { loadProjects, type LoadedProject } from "./load.ts";
import { namedVersion } from "./namedVersion.ts";
import { oneOf, type Options } from "./options.ts";
import type { Output } from "./output.ts";
import { keepObserved } from "../run/observe/kept.ts";
import { observedText } from "./observedText.ts";
import { projectKey, storageFolder } from "../run/storage.ts";
import { shown } from "./shown.ts";
import { refusedLines, statusNote } from "./statusNotes.ts";
import { errorLine, UsageError } from "./usageError.ts";

/** `lockkeeper status DIR`: what is applied, pending, changed, missing or unfinished; the last is exit status 1. */
export async function status(options: Options, output: Output): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json"]);
  return withEngine(options, output, async (engine, project, signal) => {
    const { statuses } = await engine.status(project, signal, true);
    const rows = statuses.map((each) => {
      const { version, name, state } = each;
      const note = statusNote(each, statuses);
      return { version, name, state, ...(note === undefined ? {} : { note }) };
    });
    output.out(
      format === "json"
        ? JSON.stringify({ version: 1, migrations: rows }, undefined, 2)
        : rows
            .map(({ version, name, state }) => `${state.padEnd(8)} ${version} ${name}`.trimEnd())
            .join("\n"),
    );
    for (const { version, note } of rows) if (note !== undefined) output.err(`${version}: ${note}`);
    for (const line of refusedLines(project)) output.err(line);
    return rows.some(({ state }) => state === "unfinished") ? 1 : 0;
  });
}

/** `lockkeeper up|down|redo DIR`. */
export async function run(
  command: "up" | "down" | "redo",
  options: Options,
  output: Output,
): Promise<number> {
  const format = oneOf("--format", options.format, ["text", "json", "events"]);
  return withEngine(options, output, async (engine, project, signal) => {
    const params = paramsOf(command, project, options);
    if (options.dryRun)
      return dryRun(engine, project, params, format === "text" ? format : "json", signal, output);
    const line = (event: object): void => output.out(JSON.stringify(event));
    const outcome = await engine.run(
      project,
      params,
      signal,
      (event) => progress(event, output),
      format === "events" ? line : undefined,
    );
    for (const warning of outcome.warnings) output.err(warning);
    keepObserved(fileURLToPath(project.uri), outcome.observed ?? []);
    if (format === "json") output.out(JSON.stringify({ version: 1, ...outcome }, undefined, 2));
    else if (format === "events") line({ event: "done", version: 1, ...outcome });
    else
      for (const step of outcome.steps)
        output.out(`${`${step.direction} ${step.version} ${step.name}`.trimEnd()} (${step.milliseconds} ms)`);
    if (format === "text")
      for (const migration of outcome.observed ?? []) output.out(observedText(migration).join("\n"));
    if (outcome.failure === undefined) {
      if (format === "text" && outcome.steps.length === 0) output.out("Nothing to do.");
      return 0;
    }
    output.err(failureLine(outcome.failure));
    return 2;
  });
}

/** Whoever watches a terminal is told what goes on; a log keeps to what went wrong, and to what is waited for. */
export function progress({ message, waiting }: RunProgress, output: Output): void {
  if (waiting === true) output.err(errorLine(message, undefined));
  else if (process.stderr.isTTY) output.err(message);
}

async function dryRun(
  engine: RunEngine,
  project: RunProject,
  params: RunParams,
  format: "text" | "json",
  signal: AbortSignal,
  output: Output,
): Promise<number> {
  const plan = await engine.dryRun(project, params, signal);
  for (const warning of plan.warnings) output.err(warning);
  if (plan.refusal !== undefined) {
    output.err(failureLine({ uri: undefined, range: undefined, ...plan.refusal, rolledBack: true }));
    return 2;
  }
  if (format === "json")
    output.out(JSON.stringify({ version: 1, dryRun: true, steps: plan.steps }, undefined, 2));
  for (const { direction, version, name, sections } of format === "json" ? [] : plan.steps) {
    output.out(`-- ${direction} ${version} ${name}`);
    for (const { path, transaction, sql } of sections)
      output.out(`-- ${path}, sent as: ${transaction}\n${sql}\n`);
  }
  return 0;
}

function paramsOf(
  command: "up" | "down" | "redo",
  { uri: project, migrations }: RunProject,
  { to, steps, observe }: Options,
): RunParams {
  const full: Readonly<Record<typeof command, RunCommand>> = { up: "upTo", down: "downTo", redo: "redo" };
  return {
    project,
    command: to === undefined ? command : full[command],
    ...(to === undefined ? {} : { version: namedVersion(migrations, to) }),
    ...(steps === undefined ? {} : { steps }),
    ...(observe ? { observe } : {}),
  };
}

/** `path:line:column: message` where the server named a spot. */
export function failureLine({ uri, range, code, message, version }: RunFailure): string {
  const what = message.includes(`(${code})`) ? message : `${message} (${code})`;
  if (uri !== undefined) return errorLine(what, { path: shown(fileURLToPath(uri)), ...range?.start });
  return errorLine(version === undefined ? what : `${version}: ${what}`, undefined);
}

/** How long another runner is waited for: ten seconds, for a day, or not at all. */
function lockLimitOf({ wait }: Options): { readonly lockLimit?: number } {
  return wait === undefined ? {} : { lockLimit: wait ? 86_400_000 : 0 };
}

/** Ctrl-C, what CI sends to cancel a job, and a terminal that is closed: the server's statement is cancelled. */
const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs an action with the one project and the database that the options name. */
export async function withEngine(
  options: Options,
  output: Output,
  action: (engine: RunEngine, project: RunProject, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const loaded = oneProject(options);
  const refusal = readOnlyMessage(loaded.format);
  if (refusal !== undefined) throw new UsageError(refusal, { path: shown(loaded.folder) });
  if (running.has(options.command)) refuseDoubt(loaded);
  const doubt = options.command === "status" ? doubtOf(loaded.format.read(loaded.tree)) : undefined;
  if (doubt !== undefined) output.err(errorLine(doubt, { path: shown(loaded.folder) }));
  const { folder, format, tree } = loaded;
  const configurations = new Configurations(options);
  const baseline = configurations.baseline(folder);
  const lockTimeout = configurations.lockTimeout(folder);
  const stopRun = configurations.stopRun(folder);
  return withDatabase(options, folder, output, (engine, signal) =>
    action(
      engine,
      { ...runProject(pathToFileURL(folder).href, format, tree), baseline, lockTimeout, stopRun },
      signal,
    ),
  );
}

/** Runs an action with the database that the options name; `folder` tells a project's own databases apart. */
export async function withDatabase(
  options: Options,
  folder: string,
  output: Output,
  action: (engine: RunEngine, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const abort = new AbortController();
  const interrupt = (): void => abort.abort();
  for (const signal of endings) process.once(signal, interrupt);
  const engine = new RunEngine({
    storagePath: storageFolder(),
    key: projectKey(folder),
    image: "postgres:18",
    startTimeout: 60,
    ...lockLimitOf(options),
  });
  try {
    await engine.select(databaseChoice(options));
    return await action(engine, abort.signal);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    output.err(failureLine(failureOf(error)));
    return 2;
  } finally {
    for (const signal of endings) process.off(signal, interrupt);
    await engine.dispose();
  }
}

/** Commands that change a database. */
const running: ReadonlySet<string> = new Set(["up", "down", "redo"]);
/** What a file would stand for its whole project in. */
const ofFolders: ReadonlySet<string> = new Set([...running, "repair"]);

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** What would be sent, and which ledger be written, must not be a guess. */
function refuseDoubt({ format, tree, folder }: LoadedProject): void {
  const doubt = doubtOf(format.read(tree));
  if (doubt === undefined) return;
  throw new UsageError(`nothing was run. ${doubt} Or say --tool ${format.id}.`, { path: shown(folder) });
}

/** The one project that the options name. Throws a UsageError. */
export function oneProject(options: Options): LoadedProject {
  const { command, paths } = options;
  const [path] = paths;
  if (path === undefined || paths.length > 1) throw new UsageError(`${command}: name one migrations folder`);
  if (ofFolders.has(command) && isFile(path))
    throw new UsageError(
      `${command} runs the migrations of a folder, not one file. Name the folder; \`--to\` says how far.`,
      { path },
    );
  const { projects } = loadProjects([path], new Configurations(options));
  const [project, ...others] = projects.filter(({ loose }) => !loose);
  if (project === undefined) throw new UsageError("no migrations found; name a migrations folder", { path });
  if (others.length > 0) {
    const names = [project, ...others].map(({ folder }) => shown(folder)).join(", ");
    throw new UsageError(`there is more than one project here; name one of ${names}`, { path });
  }
  return project;
}

function databaseChoice({ database, allowHost }: Options): DatabaseChoice | { readonly kind: "auto" } {
  if (database === undefined) return { kind: "auto" };
  if (database === "embedded" || database === "container") return { kind: database };
  if (!/^postgres(ql)?:/.test(database)) {
    throw new UsageError(`--database ${database}: use embedded, container or a postgres:// URL`);
  }
  return { kind: "server", url: database, ...(allowHost === undefined ? {} : { allowHost }) };
}
