import { findNodeAtLocation, getNodeValue, parseTree, type Node, type ParseError } from "jsonc-parser";
import type * as z from "zod";
import type { Span, SqlProblem } from "../sql/span.ts";
import { configSchema, keysAt, type Config } from "./config.ts";
import { meantInstead } from "./nearest.ts";

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  /** One sentence each, at the spot it is about. */
  | { readonly ok: false; readonly problems: readonly SqlProblem[] };

/** Reads a configuration file's text (strict JSON). Never throws. */
export function readConfig(text: string): ReadConfig {
  const errors: ParseError[] = [];
  const json = text.replace(/^\uFEFF/, " ");
  const tree = parseTree(json, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (tree === undefined || error !== undefined) return { ok: false, problems: [notJson(json, error)] };
  const value: unknown = getNodeValue(tree);
  const read = configSchema.safeParse(value);
  if (read.success) return { ok: true, config: read.data };
  return { ok: false, problems: read.error.issues.flatMap((issue) => located(issue, tree, [])) };
}

/** Where the value of a key stands in a configuration file; its beginning where it has none. */
export function spanOfKey(text: string, key: string): Span {
  const tree = parseTree(text.replace(/^\uFEFF/, " "));
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, [key]);
  return node === undefined ? { start: 0, end: 0 } : spanOf(node);
}

function notJson(text: string, error: ParseError | undefined): SqlProblem {
  const start = Math.min(error?.offset ?? 0, text.length);
  const end = start + (error?.length ?? 0);
  const found = text.slice(start, end).split(/\r?\n/)[0] ?? "";
  const where = found === "" ? "the file ends too early" : `\`${found}\` was not expected here`;
  return { code: "configuration", message: `it is not JSON: ${where}`, span: { start, end } };
}

type Path = readonly (string | number)[];

function located(issue: z.core.$ZodIssue, tree: Node, above: Path): readonly SqlProblem[] {
  const path = [...above, ...issue.path.map((part) => (typeof part === "symbol" ? String(part) : part))];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const [name] = findNodeAtLocation(tree, [...path, key])?.parent?.children ?? [];
      const message = `there is no key \`${key}\`${meantInstead(key, keysAt(path))}`;
      return { code: "configuration", message, span: spanOf(name ?? tree) };
    });
  }
  // A value that may be one of several things is told what is wrong with it as the one that it is.
  const meant =
    issue.code === "invalid_union" ? issue.errors.find((each) => each.every(isInside)) : undefined;
  if (meant !== undefined) return meant.flatMap((each) => located(each, tree, path));
  const node = findNodeAtLocation(tree, path);
  if (node === undefined) return [missing(path, tree)];
  const about = path.length === 0 ? "the file" : path.join(".");
  return [{ code: "configuration", message: `${about}: ${sentence(issue.message)}`, span: spanOf(node) }];
}

/** A key that must be there: said of the object that lacks it. */
function missing(path: Path, tree: Node): SqlProblem {
  const object = findNodeAtLocation(tree, path.slice(0, -1)) ?? tree;
  const message = `the key \`${String(path.at(-1))}\` is missing here`;
  return { code: "configuration", message, span: spanOf(object) };
}

function isInside({ code, path }: z.core.$ZodIssue): boolean {
  return code !== "invalid_type" || path.length > 0;
}

/** zod's messages begin with a capital and may hold line breaks. */
function sentence(message: string): string {
  const line = message.replace(/\s+/g, " ");
  return `${line.charAt(0).toLowerCase()}${line.slice(1)}`;
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}
