import type { QueryParams, RepairAction, RunParams, RunProgress } from "../protocol.ts";
import type { RunEngine } from "./engine.ts";
import type { RunProject } from "./project.ts";
import type { RunnerSettings, Selection, Verdict } from "./runnerProtocol.ts";

/** What comes with every call, beside its parameters. */
export interface Call {
  /** Aborted when the language server cancels the request, or the process ends. */
  readonly signal: AbortSignal;
  readonly onRunProgress: (progress: RunProgress) => void;
  /** While a database starts: one sentence. */
  readonly onStartProgress: (message: string) => void;
  readonly onVerified: (verdict: Verdict) => void;
}

/** What an operation is to the runner, which only passes on what it is given. */
export type Operation = (engine: RunEngine, params: never, call: Call) => Promise<unknown>;

export interface ProjectRun {
  readonly project: RunProject;
  readonly params: RunParams;
}

/**
 * Everything that the language server may ask of its runner process. Both ends come from this table: the runner serves
 * each entry, and `RunnerClient.ask` takes its name, its parameters and gives its result.
 */
export const operations = {
  state: (engine: RunEngine) => engine.state(),
  select: (engine: RunEngine, choice: Selection) => engine.select(choice),
  connect: (engine: RunEngine, choice: Selection, { signal, onStartProgress }: Call) =>
    engine.connect(choice, signal, onStartProgress),
  attach: (engine: RunEngine, _: null, { signal, onStartProgress }: Call) =>
    engine.attach(signal, onStartProgress),
  configure: (engine: RunEngine, settings: RunnerSettings) => engine.configure(settings),
  start: (engine: RunEngine, _: null, { signal, onStartProgress }: Call) =>
    engine.start(signal, onStartProgress),
  stop: (engine: RunEngine) => engine.stop(),
  reset: (engine: RunEngine) => engine.reset(),
  status: (engine: RunEngine, project: RunProject, { signal }: Call) => engine.status(project, signal),
  run: (engine: RunEngine, { project, params }: ProjectRun, { signal, onRunProgress }: Call) =>
    engine.run(project, params, signal, onRunProgress),
  dryRun: (engine: RunEngine, { project, params }: ProjectRun, { signal }: Call) =>
    engine.dryRun(project, params, signal),
  repair: (
    engine: RunEngine,
    {
      project,
      action,
      version,
    }: { readonly project: RunProject; readonly action: RepairAction; readonly version: string },
    { signal }: Call,
  ) => engine.repair(project, action, version, signal),
  verify: (
    engine: RunEngine,
    { project, only }: { readonly project: RunProject; readonly only: readonly string[] | undefined },
    { signal, onStartProgress, onVerified }: Call,
  ) =>
    engine.verify(project, {
      signal,
      onProgress: onStartProgress,
      onVerified: (migration) => onVerified({ project: project.uri, migration }),
      ...(only === undefined ? {} : { only: new Set(only) }),
    }),
  drift: (engine: RunEngine, project: RunProject, { signal }: Call) => engine.drift(project, signal),
  schema: (engine: RunEngine, _: null, { signal }: Call) => engine.schemaSnapshot(signal),
  query: (engine: RunEngine, { sql, limit, explained }: QueryParams, { signal }: Call) =>
    engine.query(sql, limit, signal, explained),
} satisfies Readonly<Record<string, Operation>>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
/** Null where an operation takes none. */
export type ParamsOf<K extends OperationName> =
  Parameters<Operations[K]> extends [RunEngine, infer P, ...unknown[]] ? P : null;
export type ResultOf<K extends OperationName> = Awaited<ReturnType<Operations[K]>>;
