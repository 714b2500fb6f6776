import { basename } from "node:path";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { AnalysisOptions } from "../analysis/analysis.ts";
import type { StatementReader } from "../analysis/statementReader.ts";
import { detectFormat } from "../formats/detect.ts";
import type { Format, FormatProblem, Project } from "../formats/format.ts";
import { plain } from "../formats/plain.ts";
import type { FileView } from "./fileView.ts";
import { documentKey } from "./openDocuments.ts";
import type { ProjectOptions } from "./projectOptions.ts";
import { ProjectModel } from "./projectModel.ts";
import { type ProjectSource } from "./projectSetup.ts";
import { tooLarge } from "./sizeLimit.ts";

export interface LooseSetup {
  readonly document: TextDocument;
  readonly reader: StatementReader;
  readonly analysis: AnalysisOptions;
  readonly options: ProjectOptions;
  readonly log: (message: string) => void;
}

/** An open document that belongs to no project: it is read alone, and says so. */
export class LooseFile {
  #model: ProjectModel;
  #format: Format;
  #isEdited = false;
  readonly #path: string;
  readonly #setup: LooseSetup;
  readonly #source: ProjectSource;

  constructor(setup: LooseSetup) {
    const { document } = setup;
    this.#setup = setup;
    this.#path = pathFor(document.uri);
    this.#source = {
      paths: [this.#path],
      text: () => (tooLarge(document) === undefined ? document.getText() : undefined),
      uri: () => document.uri,
      document: () => document,
      isUnsaved: () => false,
      problems: () => this.#problems(),
    };
    this.#format = this.#detect();
    this.#model = this.#newModel();
  }

  touch(): void {
    this.#model.touch(this.#path);
    this.#isEdited = true;
  }

  /** Tells again how the file is to be read. True if that is another way than before. */
  redetect(): boolean {
    if (!this.#isEdited) return false;
    this.#isEdited = false;
    const format = this.#detect();
    if (format === this.#format) return false;
    this.#format = format;
    this.#model = this.#newModel();
    return true;
  }

  #detect(): Format {
    return detectFormat(this.#source)?.format ?? plain;
  }

  #newModel(): ProjectModel {
    const { document, analysis, options, reader, log } = this.#setup;
    return new ProjectModel({
      uri: document.uri,
      label: this.#path,
      format: alone(this.#format),
      source: this.#source,
      options: analysis,
      batches: options.batches(documentKey(document.uri)),
      lockTimeout: options.lockTimeout(documentKey(document.uri)),
      stopRun: options.stopRun(documentKey(document.uri)),
      reader,
      log,
    });
  }

  view(): FileView | undefined {
    return this.#model.view(this.#path);
  }

  #problems(): readonly FormatProblem[] {
    const message = tooLarge(this.#setup.document);
    const span = { start: 0, end: 0 };
    return message === undefined ? [] : [{ code: "file-too-large", message, span, path: this.#path }];
  }
}

/** The same format, reading a file without its project; what a project would lack is no problem then. */
function alone(format: Format): Format {
  return {
    ...format,
    read: (tree) => {
      const project = format.read(tree);
      const [path = ""] = tree.paths;
      return {
        ...project,
        problems: [...project.problems.filter(isOfTheFile), readAlone(format, path, project)],
      };
    },
  };
}

function isOfTheFile({ code }: FormatProblem): boolean {
  return !["unknown-tool", "down-without-up"].includes(code);
}

function readAlone({ id, label }: Format, path: string, { migrations }: Project): FormatProblem {
  const how = id === "plain" ? "plain SQL, sent as one string" : `a migration of ${label}`;
  const message =
    `This file belongs to no migration project, so it is read alone, as ${how}. What other files create is not ` +
    "known here, and every table counts as new or unknown.";
  const unread = migrations.length === 0 ? " Nothing in it could be read." : "";
  return { code: "no-project", path, span: { start: 0, end: 0 }, message: message + unread };
}

/** A name that formats accept: untitled documents have none, and query consoles end in anything. */
function pathFor(uri: string): string {
  const name = basename(documentKey(uri))
    .replace(/^untitled:/, "")
    .replace(/[?#].*$/, "");
  if (name.endsWith(".sql")) return name;
  // What it is by its marks must not fail for want of a version in front.
  return uri.startsWith("untitled:") ? `1_${name === "" ? "untitled" : name}.sql` : `${name}.sql`;
}
