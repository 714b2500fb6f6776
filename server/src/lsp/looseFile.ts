import { basename } from "node:path";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { StatementReader } from "../analysis/statementReader.ts";
import { detectFormat } from "../formats/detect.ts";
import type { Format, FormatProblem, Project } from "../formats/format.ts";
import { plain } from "../formats/plain.ts";
import type { FileView } from "./fileView.ts";
import { documentKey } from "./openDocuments.ts";
import type { ProjectOptions } from "./projectOptions.ts";
import { ProjectModel } from "./projectModel.ts";
import { tooLarge } from "./sizeLimit.ts";

export interface LooseSetup {
  readonly document: TextDocument;
  readonly reader: StatementReader;
  readonly options: ProjectOptions;
  readonly log: (message: string) => void;
}

/** An open document that belongs to no project: it is read alone, and says so. */
export class LooseFile {
  readonly model: ProjectModel;
  readonly #path: string;
  readonly #document: TextDocument;

  constructor({ document, reader, options, log }: LooseSetup) {
    this.#document = document;
    this.#path = pathFor(document.uri);
    const text = (): string | undefined =>
      tooLarge(document) === undefined ? document.getText() : undefined;
    const source = {
      paths: [this.#path],
      text,
      uri: () => document.uri,
      document: () => document,
      problems: () => this.#problems(),
    };
    const format = detectFormat(source)?.format ?? plain;
    this.model = new ProjectModel({
      uri: document.uri,
      label: this.#path,
      format: alone(format),
      source,
      options: options.analysis(documentKey(document.uri)),
      batches: options.batches(documentKey(document.uri)),
      reader,
      log,
    });
  }

  touch(): void {
    this.model.touch(this.#path);
  }

  view(): FileView | undefined {
    return this.model.view(this.#path);
  }

  #problems(): readonly FormatProblem[] {
    const message = tooLarge(this.#document);
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
  const name = basename(documentKey(uri)).replace(/[?#].*$/, "");
  return name.endsWith(".sql") ? name : `${name === "" ? "untitled" : name}.sql`;
}
