import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FileTree, Format } from "../../server/src/formats/format.ts";
import { formats } from "../../server/src/formats/index.ts";
import { maskValue } from "../../server/src/sql/mask.ts";
import { placeholderNames } from "../../server/src/sql/placeholderNames.ts";
import { split } from "../../server/src/sql/split.ts";
import { diskTree, memoryTree } from "./trees.ts";

/*
 * Whatever a file holds, a reader goes over it once: 64 times the text may cost about 64 times the work. Quadratic work
 * would be 4,096 times as much. Work is counted in processor time, so that a busy machine is not mistaken for it.
 */

const small = 2_000;
const factor = 64;
/** Far from both what is linear and what is quadratic. */
const most = 600;
/** Milliseconds below which a measurement is noise. */
const noise = 4;

/** Runs of each kind of character, and of the lines that some tool takes for its own. */
const runs = [
  ...Array.from("\n\r\t -;'\"$\\:{}()a1*/_,.\u00a0\ufeff"),
  ..."\r\n,\n\r,--,--\n,-- \n,- -,/*,*/,/**/,'',$$,$a$,;\n,; ,\\.\n,\\x\n,{{,${,:a,:'".split(","),
  "a ",
  "a\n",
  "-- +goose Up\n",
  "-- +goose StatementBegin\n",
  "-- +goose ENVSUB ON\n",
  "-- migrate:up\n",
  "-- migrate:down\n",
  "-- Up Migration\n",
  "-- Down\n",
  "-- no-transaction\n",
  "--> statement-breakpoint\n",
  "executeInTransaction\n",
  "copy t from stdin;\n",
  "create rule r as (;\n",
  "up ",
  "migration ",
] as const;

/** The format's fixture, with the run between the halves of one of its files. */
function hostile(format: Format, run: string): FileTree {
  const fixture = diskTree(join(import.meta.dirname, "fixtures", format.id));
  const files = Object.fromEntries(fixture.paths.map((path) => [path, fixture.text(path) ?? ""]));
  const [path = ""] = fixture.paths.filter((each) => each.endsWith(".sql")).sort();
  const text = files[path] ?? "";
  return memoryTree({ ...files, [path]: `${run}${text}${run}x${text}` });
}

function milliseconds(work: () => void): number {
  let best = Infinity;
  for (let turn = 0; turn < 3; turn++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
    if (best < noise) break;
  }
  return best;
}

/** How many times the work grows, from the smaller text to the larger. */
function growth(work: (length: number) => () => void): number {
  const large = milliseconds(work(small * factor));
  return large < noise ? 0 : large / Math.max(noise / 8, milliseconds(work(small)));
}

const fill = (run: string, length: number): string => run.repeat(Math.ceil(length / run.length));

describe.each(formats.map((format) => [format.id, format] as const))(
  "%s reads in linear time",
  (_id, format) => {
    it.each(runs.map((run) => [JSON.stringify(run), run] as const))("a run of %s", (_name, run) => {
      const read = (length: number) => {
        const tree = hostile(format, fill(run, length));
        return () => {
          format.detect(tree);
          format.read(tree);
        };
      };
      expect(growth(read)).toBeLessThan(most);
    });
  },
);

describe("the splitter reads in linear time", () => {
  it.each(runs.map((run) => [JSON.stringify(run), run] as const))("a run of %s", (_name, run) => {
    const read = (length: number) => {
      const text = `select 1;\n${fill(run, length)}\nselect 2;`;
      return () => void split(text);
    };
    expect(growth(read)).toBeLessThan(most);
  });
});

describe("templates in strings and bodies are read in linear time", () => {
  it.each(["{{", "{{ a ", '"{{', "${", "${a", "$%a", ":a"])("a run of %s", (run) => {
    const mask = (length: number) => () => void maskValue(fill(run, length));
    expect(growth(mask)).toBeLessThan(most);
    const names = (length: number) => {
      const text = fill(run, length);
      return () => void placeholderNames([{ statement: { text, masked: `${text} ` } }]);
    };
    expect(growth(names)).toBeLessThan(most);
  });
});
