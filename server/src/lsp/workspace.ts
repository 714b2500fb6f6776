import { basename } from "node:path";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { AnalysisOptions } from "../analysis/analysis.ts";
import { configFile } from "../analysis/config.ts";
import { StatementReader } from "../analysis/statementReader.ts";
import type { FileTree } from "../formats/format.ts";
import { isQueryDocument } from "../protocol/queryDocument.ts";
import { readBaseline } from "../run/baseline/readBaseline.ts";
import type { Grammar } from "../sql/grammar.ts";
import { StatementCache } from "../sql/parse.ts";
import type { FileView } from "./fileView.ts";
import { FolderModel } from "./folderModel.ts";
import { LooseFile } from "./looseFile.ts";
import { documentKey, isSql, pathOf, type OpenDocuments } from "./openDocuments.ts";
import type { ProjectModel } from "./projectModel.ts";
import type { ProjectOptions } from "./projectOptions.ts";

export interface WorkspaceSetup {
  readonly grammar: Grammar;
  readonly documents: OpenDocuments;
  readonly log: (message: string) => void;
}

/** All folders with their projects, and the open documents that belong to none. Features ask it for views. */
export class Workspace {
  readonly #setup: WorkspaceSetup;
  readonly #cache = new StatementCache();
  #options: ProjectOptions;
  #roots: readonly string[] = [];
  #folders: readonly FolderModel[] = [];
  readonly #loose = new Map<string, LooseFile>();
  #querySchema: string | undefined;

  constructor(setup: WorkspaceSetup, options: ProjectOptions) {
    this.#setup = setup;
    this.#options = options;
  }

  get projects(): readonly ProjectModel[] {
    return this.#folders.flatMap(({ projects }) => projects);
  }

  /** The project with this key. */
  project(uri: string): ProjectModel | undefined {
    const key = documentKey(uri.replace(/\/$/, ""));
    return this.projects.find(({ setup }) => documentKey(setup.uri) === key);
  }

  /** A project's folder as it is on disk. */
  diskTree(project: ProjectModel): FileTree | undefined {
    return this.#folders.map((folder) => folder.diskTree(project)).find((tree) => tree !== undefined);
  }

  /** Lists a project's folder again: the editor may be late to tell of a file that is about to be run. */
  reread(project: ProjectModel): void {
    for (const folder of this.#folders) if (folder.projects.includes(project)) folder.rescan();
  }

  setFolders(uris: readonly string[]): void {
    this.#roots = [...new Set(uris.flatMap((uri) => pathOf(uri) ?? []))];
    this.#open();
  }

  /** Configuration or settings changed: everything is analysed anew. */
  setOptions(options: ProjectOptions): void {
    this.#options = options;
    this.#open();
    this.#loose.clear();
  }

  /** The schema that queries are written for: a snapshot's text. */
  setQuerySchema(text: string | undefined): void {
    if (text === this.#querySchema) return;
    this.#querySchema = text;
    for (const key of [...this.#loose.keys()].filter(isQueryDocument)) this.#loose.delete(key);
  }

  /** A file with its newest analysis; undefined for what is neither open nor in a project. */
  view(uri: string): FileView | undefined {
    const path = pathOf(uri);
    if (path !== undefined) {
      for (const { model, path: own } of this.#candidates(path)) {
        const view = model.view(own);
        if (view !== undefined) return view;
      }
    }
    return this.#looseView(uri);
  }

  /** Another file of the project that a view belongs to. */
  sibling(view: FileView, path: string): FileView | undefined {
    return this.projects.find(({ setup }) => setup === view.project)?.view(path);
  }

  /** Every file of every project, then the open documents of none. */
  views(): readonly FileView[] {
    const inProjects = this.projects.flatMap((model) =>
      [...model.paths].flatMap((path) => model.view(path) ?? []),
    );
    const seen = new Set(inProjects.map(({ uri }) => documentKey(uri)));
    const others = this.#setup.documents.all().filter(({ uri }) => !seen.has(documentKey(uri)));
    return [...inProjects, ...others.flatMap(({ uri }) => this.view(uri) ?? [])];
  }

  /** Goes on with what is under way until it is done, or the caller has enough. True if it is not done. */
  advance(enough: () => boolean): boolean {
    return this.projects.some((project) => project.advance(enough));
  }

  /** A document was opened, edited or closed. */
  touch(document: TextDocument): void {
    const path = pathOf(document.uri);
    if (path !== undefined) for (const folder of this.#folders) folder.touch(path, false);
    this.#loose.get(documentKey(document.uri))?.touch();
  }

  close(uri: string): void {
    this.#loose.delete(documentKey(uri));
  }

  /** A file's bytes changed on disk. */
  changedOnDisk(path: string): void {
    for (const folder of this.#folders) folder.touch(path, true);
  }

  /** Whether a file decides how projects are analysed. */
  isConfiguration(path: string): boolean {
    return basename(path) === configFile || this.#options.uses(path);
  }

  /** Whether a file or folder is one that the workspace has read. */
  holds(path: string): boolean {
    return this.#folders.some((folder) => folder.holds(path));
  }

  /** Whether a file that was just opened came to a folder without anybody telling. */
  misses(path: string): boolean {
    return this.#folders.some((folder) => folder.relative(path) !== undefined && !folder.knows(path));
  }

  /** Lists all folders again. */
  rescan(): void {
    for (const folder of this.#folders) folder.rescan();
    this.#loose.clear();
  }

  /** Tells the tools again, and reads whole projects where only edited files were. True if that was due anywhere. */
  settle(): boolean {
    const others = [...this.#folders, ...this.#loose.values()].filter((each) => each.redetect());
    return this.projects.filter((project) => project.settle()).length + others.length > 0;
  }

  #open(): void {
    const { documents, log } = this.#setup;
    this.#folders = this.#roots.map(
      (root) =>
        new FolderModel({
          ...{ root, documents, log, options: this.#options },
          newReader: (isOpen) => this.#newReader(isOpen),
        }),
    );
  }

  /** One for each project: paths are relative, and two projects may have the same. */
  #newReader(isOpen: (path: string) => boolean): StatementReader {
    return new StatementReader(this.#setup.grammar, this.#cache, isOpen);
  }

  #candidates(path: string): readonly { readonly model: ProjectModel; readonly path: string }[] {
    return this.#folders.flatMap((folder) => folder.projectsOf(path));
  }

  #looseView(uri: string): FileView | undefined {
    const document = this.#setup.documents.get(uri);
    if (document === undefined || !isSql(document)) return undefined;
    const key = documentKey(uri);
    const known = this.#loose.get(key);
    if (known !== undefined) return known.view();
    const { log } = this.#setup;
    const file = new LooseFile({
      document,
      reader: this.#newReader(() => true),
      analysis: isQueryDocument(key) ? this.#forQueries(key) : this.#options.analysis(key),
      options: this.#options,
      log,
    });
    this.#loose.set(key, file);
    return file.view();
  }

  #forQueries(key: string): AnalysisOptions {
    const settings = this.#options.analysis(key);
    const text = this.#querySchema;
    if (text === undefined) return settings;
    const read = readBaseline(text, settings.majors, this.#setup.grammar);
    return read.ok ? { ...settings, beginning: { path: "", text, catalogs: read.catalogs } } : settings;
  }
}
