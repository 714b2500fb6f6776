import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AnalysisInput } from "../../server/src/analysis/input.ts";
import { loadGrammar } from "../../server/src/disk/loadGrammar.ts";
import { FileDiagnostics } from "../../server/src/lsp/fileDiagnostics.ts";
import { History } from "../../server/src/lsp/history/history.ts";
import { OpenDocuments } from "../../server/src/lsp/openDocuments.ts";
import { pagesFor } from "../../server/src/lsp/pages.ts";
import { ProjectOptions } from "../../server/src/lsp/projectOptions.ts";
import { RunFailures } from "../../server/src/lsp/runFailures.ts";
import { Underway } from "../../server/src/lsp/underway.ts";
import { Workspace } from "../../server/src/lsp/workspace.ts";
import type { Grammar } from "../../server/src/sql/grammar.ts";
import { longHistory } from "../bench/migrations.ts";
import { inputOf } from "../support/analyse.ts";
import { randomFrom } from "../support/random.ts";
import { makeFolder } from "./support/folder.ts";

/*
 * A file is shown before the migrations after it are analysed again; what is shown in the end must not depend on who
 * asked for what in between.
 */

const count = 70;
const fileOf = (number: number): string => `migrations/${String(number).padStart(6, "0")}_change.up.sql`;
const halfWritten = "ALTER TABLE table_1 RENA";

/** They change what later migrations find, or are half written. */
const edits = [
  "ALTER TABLE table_1 RENAME COLUMN name TO title;\n",
  "ALTER TABLE table_2 ADD COLUMN typed text;\n",
  "DROP TABLE table_3 CASCADE;\n",
  halfWritten,
  "",
];

describe("an analysis under way", () => {
  let grammar: Grammar;
  let remove: (() => void) | undefined;

  beforeAll(async () => {
    grammar = await loadGrammar();
  });
  afterEach(() => remove?.());

  function workspaceIn(root: string, documents: OpenDocuments): Workspace {
    const options = new ProjectOptions([], grammar, () => undefined);
    const workspace = new Workspace({ grammar, documents, log: (message) => expect.fail(message) }, options);
    workspace.setFolders([pathToFileURL(root).href]);
    return workspace;
  }

  function shown(workspace: Workspace): unknown {
    const context = {
      client: { relatedInformation: true, pages: pagesFor("open") },
      failures: new RunFailures(),
      history: new History(
        { documents: new OpenDocuments(), settings: () => ({ findings: "all" }) },
        { last: () => undefined },
        () => undefined,
      ),
    };
    const diagnostics = new FileDiagnostics(context, workspace);
    return new Map(workspace.views().map((view) => [view.path, diagnostics.of(view).items]));
  }

  function opened(): {
    readonly workspace: Workspace;
    readonly documents: OpenDocuments;
    readonly root: string;
    readonly type: (number: number, text: string) => void;
    readonly uriOf: (number: number) => string;
  } {
    const folder = makeFolder(longHistory(count));
    const { root } = folder;
    remove = () => folder.remove();
    const documents = new OpenDocuments();
    const workspace = workspaceIn(root, documents);
    const uriOf = (number: number): string => pathToFileURL(join(root, fileOf(number))).href;
    let version = 1;
    const type = (number: number, text: string): void => {
      version += 1;
      workspace.touch(documents.open(uriOf(number), "sql", version, text));
    };
    return { workspace, documents, root, type, uriOf };
  }

  it("shows the edited file before the migrations after it are done", () => {
    const { workspace, type, uriOf } = opened();
    workspace.advance(() => false);
    type(1, edits[0] ?? "");
    expect(workspace.view(uriOf(1))?.document.getText()).toBe(edits[0]);
    expect(workspace.advance(() => true)).toBe(true);
    expect(workspace.view(uriOf(count))).toBeDefined();
    expect(workspace.advance(() => false)).toBe(false);
    expect(workspace.advance(() => true)).toBe(false);
  });

  it.each([1, 2])("ends with what a fresh start shows, whatever was asked in between (seed %i)", (seed) => {
    const random = randomFrom(seed);
    const { workspace, documents, root, type, uriOf } = opened();
    const half = new Set<number>();
    const edit = (number: number, text: string): void => {
      type(number, text);
      if (text === halfWritten) half.add(number);
      else half.delete(number);
    };
    for (let step = 0; step < 12; step++) {
      edit(1 + random.below(6) * random.below(10), random.pick(edits));
      if (random.below(2) === 0) workspace.view(uriOf(1 + random.below(count)));
      let steps = random.below(40);
      if (random.below(2) === 0) workspace.advance(() => steps-- <= 0);
      if (random.below(6) === 0) workspace.settle();
      if (step % 4 !== 3) continue;
      // A fresh start does not know what stood where something is half written.
      for (const number of half) edit(number, "");
      expect(shown(workspace), `step ${step}`).toEqual(shown(workspaceIn(root, documents)));
    }
  });

  it("goes on without a file that breaks it", async () => {
    const input = await inputOf([{ sql: "SELECT 1;" }, { sql: "SELECT 2;" }, { sql: "DROP TABLE a;" }]);
    const [, broken] = input.project.migrations;
    const path = broken?.paths[0] ?? "";
    const logged: string[] = [];
    const read: AnalysisInput["read"] = (file, text, span) => {
      if (file === path) throw new Error("a defect");
      return input.read(file, text, span);
    };
    const underway = new Underway({ ...input, read }, undefined, (message) => logged.push(message));
    const problems = underway.of(path).flatMap(({ sections }) => sections.flatMap((each) => each.problems));
    expect(problems.map(({ code }) => code)).toEqual(["internal-error"]);
    expect(underway.finish().migrations).toHaveLength(3);
    expect(logged).toHaveLength(1);
  });
});
