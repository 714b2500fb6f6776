import type { FindingsShown, MigrationState } from "../../protocol.ts";
import type { OpenDocuments } from "../openDocuments.ts";
import type { FileView } from "../fileView.ts";
import type { MigrationStatuses } from "../migrationStatuses.ts";
import type { ProjectSetup } from "../projectSetup.ts";
import { isBlob } from "../../disk/gitBlobs.ts";
import { readBase, type BaseFiles } from "./baseFiles.ts";
import { gitAt } from "./git.ts";
import { historyReason, type HistoryReason } from "./whatIsHistory.ts";

/** What was last read of a project's repository, and whether it is being read. */
interface Known {
  base: BaseFiles | undefined;
  reading: Promise<void> | undefined;
  wasRead: boolean;
}

/** What it needs of a session. */
export interface HistoryContext {
  readonly documents: OpenDocuments;
  settings(): { readonly findings: FindingsShown };
}

/** Knows which files are history: applied, or as they are on the base branch. Of those nothing is shown unasked. */
export class History {
  readonly #context: HistoryContext;
  readonly #statuses: Pick<MigrationStatuses, "last">;
  readonly #changed: () => void;
  readonly #known = new Map<string, Known>();
  readonly #unchanged = new Map<string, { readonly revision: string; readonly is: boolean }>();
  #all = false;

  /** `changed`: told when a repository says something else than before. */
  constructor(context: HistoryContext, statuses: Pick<MigrationStatuses, "last">, changed: () => void) {
    this.#context = context;
    this.#statuses = statuses;
    this.#changed = changed;
  }

  /** Whether everything is shown until that is called off. */
  get showsAll(): boolean {
    return this.#all;
  }

  /** Shows everything, or again what the setting says. */
  showAll(all: boolean): void {
    this.#all = all;
    this.#changed();
  }

  /**
   * Why nothing is shown of a file by the setting, whether everything is shown for a while or not; undefined where it
   * is no history. `ready` must have been awaited for its project.
   */
  of(view: FileView): HistoryReason | undefined {
    if (view.project.history === undefined) return undefined;
    const { findings } = this.#context.settings();
    const isApplied = this.#isApplied(view);
    const isOpen = this.#context.documents.get(view.uri) !== undefined;
    return historyReason(findings, { isApplied, isOpen, isUnchanged: this.#isUnchanged(view) });
  }

  /** The base branch that a project's files are held against; undefined where none is known. */
  baseOf(project: ProjectSetup): string | undefined {
    return this.#known.get(keyOf(project))?.base?.name;
  }

  /** The branch on which a file is as it is here; undefined where it is on none, or that is not known. */
  branchOf(view: FileView): string | undefined {
    return this.#isUnchanged(view) ? this.baseOf(view.project) : undefined;
  }

  /** Resolves once a project's repository has been read for the first time. */
  async ready(project: ProjectSetup): Promise<void> {
    const key = keyOf(project);
    if (!this.#known.has(key)) this.refresh(project);
    const known = this.#known.get(key);
    if (known?.wasRead === false) await known.reading;
    // The configuration may have been read again meanwhile, by which what was said of it is gone.
    if (known?.wasRead === true) project.history?.tellsSince?.(known.base !== undefined);
  }

  /** Reads a project's repository again: somebody may have committed, or gone to another branch. */
  refresh(project: ProjectSetup): void {
    const { history } = project;
    if (history === undefined) return;
    const key = keyOf(project);
    const known = this.#known.get(key) ?? { base: undefined, reading: undefined, wasRead: false };
    this.#known.set(key, known);
    known.reading ??= readBase(gitAt(history.folder), history.since).then((base) => {
      history.tellsSince?.(base !== undefined);
      this.#keep(known, base);
    });
  }

  #keep(known: Known, base: BaseFiles | undefined): void {
    const isNews = known.wasRead && !sameBase(known.base, base);
    known.base = base;
    known.reading = undefined;
    known.wasRead = true;
    if (!isNews) return;
    this.#unchanged.clear();
    this.#changed();
  }

  #isApplied(view: FileView): boolean {
    const statuses = this.#statuses.last(view.project.uri);
    if (statuses === undefined || view.project.source.isUnsaved(view.path)) return false;
    const states = new Map<string, MigrationState>(statuses.map(({ version, state }) => [version, state]));
    const migrations = [...view.leads, ...view.sections.map(({ migration }) => migration)];
    return (
      migrations.length > 0 &&
      migrations.every(({ migration }) => states.get(migration.version) === "applied")
    );
  }

  #isUnchanged(view: FileView): boolean {
    const blob = this.#known.get(keyOf(view.project))?.base?.blobs.get(view.path);
    if (blob === undefined) return false;
    const known = this.#unchanged.get(view.uri);
    if (known?.revision === view.revision) return known.is;
    const is = isBlob(view.document.getText(), blob);
    this.#unchanged.set(view.uri, { revision: view.revision, is });
    return is;
  }
}

/** The configuration may come to name another reference. */
function keyOf({ uri, history }: ProjectSetup): string {
  return `${history?.since ?? ""} ${uri}`;
}

function sameBase(one: BaseFiles | undefined, other: BaseFiles | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.name !== other.name || one.blobs.size !== other.blobs.size) return false;
  return [...one.blobs].every(([path, blob]) => other.blobs.get(path) === blob);
}
