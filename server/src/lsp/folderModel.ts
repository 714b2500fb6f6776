import { join, posix, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { StatementReader } from "../analysis/statementReader.ts";
import { readTree, type DiskTree } from "../disk/fileTree.ts";
import { discoverFolder } from "../disk/discoverFolder.ts";
import { detectFormat } from "../formats/detect.ts";
import { formatFor } from "../formats/named.ts";
import type { DiscoveredProject } from "../formats/discover.ts";
import type { FileTree, FormatProblem } from "../formats/format.ts";
import { mayBeBaseline } from "./baselineFiles.ts";
import type { OpenDocuments } from "./openDocuments.ts";
import type { ProjectOptions } from "./projectOptions.ts";
import { ProjectModel } from "./projectModel.ts";
import { type ProjectSource } from "./projectSetup.ts";
import { tooLarge } from "./sizeLimit.ts";

export interface FolderSetup {
  /** Absolute path. */
  readonly root: string;
  readonly documents: OpenDocuments;
  /** A reader for one project; they share their parsed statements. `isOpen`: asked for paths in the project. */
  readonly newReader: (isOpen: (path: string) => boolean) => StatementReader;
  readonly options: ProjectOptions;
  readonly log: (message: string) => void;
}

/** A project found in a folder. */
interface FoundProject {
  /** Relative to the folder's root; empty for the root itself. */
  readonly folder: string;
  readonly format: string;
  readonly hint: string | undefined;
  readonly model: ProjectModel;
}

/** One folder of the workspace: its files on disk, under the editor's open documents, and the projects in it. */
export class FolderModel {
  readonly root: string;
  readonly #setup: FolderSetup;
  #tree: DiskTree;
  #projects: readonly FoundProject[] = [];
  /** The projects in which a text has changed since their tool was told. */
  readonly #edited = new Set<ProjectModel>();
  readonly #diskDocuments = new Map<string, TextDocument>();

  constructor(setup: FolderSetup) {
    this.root = setup.root;
    this.#setup = setup;
    this.#tree = readTree(setup.root);
    this.#discover();
  }

  get projects(): readonly ProjectModel[] {
    return this.#projects.map(({ model }) => model);
  }

  /** The folder as it is on disk, for what is sent to databases. */
  diskTree(project: ProjectModel): FileTree | undefined {
    const found = this.#projects.find(({ model }) => model === project);
    if (found === undefined) return undefined;
    const { folder } = found;
    return {
      paths: this.pathsIn(folder),
      text: (path) => this.#tree.text(inFolder(folder, path)),
      outside: (path) => this.outside(folder, path),
      sqlparserReads: (sql) => this.#tree.sqlparserReads(sql),
    };
  }

  /** Relative to the root with `/`, or undefined where the file lies elsewhere. */
  relative(path: string): string | undefined {
    const inside = relative(this.root, path).split(sep).join("/");
    return inside.startsWith("../") || inside === ".." || inside === "" ? undefined : inside;
  }

  /** The projects that a file may belong to, the nearest first, with its path in each. */
  projectsOf(path: string): readonly { readonly model: ProjectModel; readonly path: string }[] {
    const inside = this.relative(path);
    if (inside === undefined) return [];
    return this.#projects
      .filter(({ folder }) => folder === "" || inside.startsWith(`${folder}/`))
      .sort((one, other) => other.folder.length - one.folder.length)
      .map(({ folder, model }) => ({
        model,
        path: folder === "" ? inside : inside.slice(folder.length + 1),
      }));
  }

  knows(path: string): boolean {
    const inside = this.relative(path);
    return inside !== undefined && this.#tree.paths.includes(inside);
  }

  /** True where something known is at this path or below it. */
  holds(path: string): boolean {
    const inside = this.relative(path);
    if (inside === undefined) return path === this.root;
    return this.#tree.paths.some((each) => each === inside || each.startsWith(`${inside}/`));
  }

  /** A document was edited, or a file's bytes changed on disk. */
  touch(path: string, onDisk: boolean): void {
    const inside = this.relative(path);
    if (inside === undefined) return;
    if (onDisk) this.#tree.forget(inside);
    for (const { model, path: own } of this.projectsOf(path)) {
      model.touch(own);
      this.#edited.add(model);
    }
  }

  /** Tells the tools of edited projects again: a marker that was typed may make another of it. True if it did. */
  redetect(): boolean {
    const changed = this.#projects.some(
      ({ folder, format, hint, model }) =>
        this.#edited.has(model) && detectFormat(new FolderSource(this, folder), hint)?.format.id !== format,
    );
    this.#edited.clear();
    if (changed) this.#discover();
    return changed;
  }

  /** Files or folders came or went: list them again. */
  rescan(): void {
    this.#tree = readTree(this.root);
    this.#discover();
    for (const { model } of this.#projects) model.reload();
  }

  #discover(): void {
    const known = new Map(this.#projects.map((project) => [`${project.format} ${project.folder}`, project]));
    const wanted = this.#setup.options.projects(this.root) ?? discoverFolder(this.root, this.#tree.paths);
    this.#projects = wanted.flatMap((found) => this.#open(found, known));
    const files = new Set(this.#tree.paths);
    for (const { path, message } of this.#tree.problems()) {
      if (!files.has(path)) this.#setup.log(message);
    }
  }

  #open(found: DiscoveredProject, known: ReadonlyMap<string, FoundProject>): readonly FoundProject[] {
    const { folder, hint, named = false } = found;
    const source = new FolderSource(this, folder);
    const detection = detectFormat(source, hint);
    if (detection === undefined) return [];
    const format = named ? formatFor(detection.format, hint) : detection.format;
    const same = known.get(`${format.id} ${folder}`);
    if (same !== undefined) return [same];
    const { root, options, log, newReader, documents } = this.#setup;
    const model = new ProjectModel({
      log,
      reader: newReader((path) => documents.at(join(root, folder, path)) !== undefined),
      uri: pathToFileURL(join(root, folder)).href.replace(/\/$/, ""),
      label: folder === "" ? "." : folder,
      format,
      source,
      options: options.analysis(join(root, folder)),
      batches: options.batches(join(root, folder)),
      lockTimeout: options.lockTimeout(join(root, folder)),
      stopRun: options.stopRun(join(root, folder)),
      history: options.history(join(root, folder)),
      beginnings: () => ({
        configuration: options.configurationOf(join(root, folder), root),
        files: this.#tree.paths
          .filter((path) => mayBeBaseline(path) && !path.startsWith(`${folder}/`))
          .map((path) => join(root, path)),
      }),
    });
    return [{ folder, format: format.id, hint, model }];
  }

  /** The paths of a project, relative to it. */
  pathsIn(folder: string): readonly string[] {
    const { paths } = this.#tree;
    if (folder === "") return paths;
    return paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
  }

  /** The editor's text where the file is open, else the disk's. */
  textOf(path: string): string | undefined {
    const open = this.#setup.documents.at(join(this.root, path));
    if (open !== undefined) return tooLarge(open) === undefined ? open.getText() : undefined;
    return withoutMark(this.#tree.text(path));
  }

  isUnsaved(path: string): boolean {
    const open = this.#setup.documents.at(join(this.root, path));
    return open !== undefined && open.getText() !== withoutMark(this.#tree.text(path));
  }

  /** The text of a file outside a project's folder, as it is on disk. */
  outside(folder: string, path: string): string | undefined {
    return this.#tree.outside(posix.join(folder, path));
  }

  reads(sql: string): boolean {
    return this.#tree.sqlparserReads(sql);
  }

  documentOf(path: string): TextDocument {
    const open = this.#setup.documents.at(join(this.root, path));
    if (open !== undefined) return open;
    const text = this.textOf(path) ?? "";
    const known = this.#diskDocuments.get(path);
    if (known?.getText() === text) return known;
    const document = TextDocument.create(this.uriOf(path), "sql", 0, text);
    this.#diskDocuments.set(path, document);
    return document;
  }

  uriOf(path: string): string {
    const full = join(this.root, path);
    return this.#setup.documents.at(full)?.uri ?? pathToFileURL(full).href;
  }

  problemsIn(folder: string): readonly FormatProblem[] {
    const prefix = folder === "" ? "" : `${folder}/`;
    const start = { start: 0, end: 0 };
    const onDisk = this.#tree.problems().flatMap(({ path, code, message }) => {
      if (!path.startsWith(prefix) || this.#setup.documents.at(join(this.root, path)) !== undefined)
        return [];
      return [{ code, message, span: start, path: path.slice(prefix.length) }];
    });
    const open = this.pathsIn(folder).flatMap((path) => {
      const document = this.#setup.documents.at(join(this.root, `${prefix}${path}`));
      const message = document === undefined ? undefined : tooLarge(document);
      return message === undefined ? [] : [{ code: "file-too-large", message, span: start, path }];
    });
    return [...onDisk, ...open];
  }
}

/** Editors show a file without its byte order mark, and count positions so. */
function withoutMark(text: string | undefined): string | undefined {
  return text?.startsWith("\uFEFF") === true ? text.slice(1) : text;
}

function inFolder(folder: string, path: string): string {
  return folder === "" ? path : `${folder}/${path}`;
}

/** The files of one project of a folder. */
class FolderSource implements ProjectSource {
  readonly #model: FolderModel;
  readonly #folder: string;

  constructor(model: FolderModel, folder: string) {
    this.#model = model;
    this.#folder = folder;
  }

  get paths(): readonly string[] {
    return this.#model.pathsIn(this.#folder);
  }

  text(path: string): string | undefined {
    return this.#model.textOf(inFolder(this.#folder, path));
  }

  outside(path: string): string | undefined {
    return this.#model.outside(this.#folder, path);
  }

  sqlparserReads(sql: string): boolean {
    return this.#model.reads(sql);
  }

  uri(path: string): string {
    return this.#model.uriOf(inFolder(this.#folder, path));
  }

  document(path: string): TextDocument {
    return this.#model.documentOf(inFolder(this.#folder, path));
  }

  isUnsaved(path: string): boolean {
    return this.#model.isUnsaved(inFolder(this.#folder, path));
  }

  problems(): readonly FormatProblem[] {
    return this.#model.problemsIn(this.#folder);
  }
}
