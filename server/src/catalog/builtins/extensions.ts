import type { MajorSet, ServerVersion } from "../serverVersion.ts";
import { holdsOn, majorsIn } from "./data.ts";
import { castOf, type Cast } from "./casts.ts";
import lines from "./extensions.json" with { type: "json" };

/** An object that CREATE EXTENSION brings along, or an extension that it needs. */
export interface ExtensionMember {
  readonly kind: "type" | "cast" | "class" | "requires" | "function";
  readonly name: string;
  /** Of a function: its types by name, `+` before those of extensions, `[]` behind arrays. Of a cast: the target. */
  readonly arguments: readonly string[];
  /** Of a type: typcategory. */
  readonly returns: string;
  /** Of a function: provolatile, prokind, and `s` where it returns a set. Of a cast: castmethod and castcontext. */
  readonly traits: string;
  /** The majors that have it; undefined for all. */
  readonly majors: MajorSet | undefined;
}

let strings: ReadonlySet<string> | undefined;
let casts: ReadonlyMap<string, Cast> | undefined;
let known: ReadonlyMap<string, readonly ExtensionMember[]> | undefined;

/**
 * What an extension of PostgreSQL's own distribution consists of, as read from the servers; undefined for others.
 * Functions behind operators and index access methods are left out, and those that overload a name of pg_catalog.
 */
export function extensionMembers(
  extension: string,
  server: ServerVersion,
): readonly ExtensionMember[] | undefined {
  return all()
    .get(extension)
    ?.filter(({ majors }) => holdsOn(majors, server));
}

/** The extensions that have an operator class of that name. */
export function extensionsWithClass(name: string): readonly string[] {
  return [...all()].flatMap(([extension, members]) =>
    members.some((member) => member.kind === "class" && member.name === name) ? [extension] : [],
  );
}

/** The cast that an extension brings along, by the names of the types with `+` before those of extensions. */
export function extensionCast(source: string, target: string): Cast | undefined {
  casts ??= new Map(
    [...all().values()]
      .flat()
      .flatMap(({ kind, name, arguments: [to = ""], traits }) =>
        kind === "cast" ? [[`${name} ${to}`, castOf(traits.charAt(0), traits.charAt(1))]] : [],
      ),
  );
  return casts.get(`${source} ${target}`);
}

/** Whether a type of an extension is a string, into which every value can be written (typcategory S). */
export function isExtensionString(name: string): boolean {
  strings ??= new Set(
    [...all().values()]
      .flat()
      .flatMap((member) => (member.kind === "type" && member.returns === "S" ? [member.name] : [])),
  );
  return strings.has(name);
}

let types: ReadonlySet<string> | undefined;

/** Types of well-known extensions that are not of PostgreSQL's distribution: PostGIS and pgvector. */
const elsewhere = ["geometry", "geography", "box2d", "box3d", "raster", "vector", "halfvec", "sparsevec"];

/** Whether a type of that name comes with a known extension; none of these is a domain with constraints. */
export function isExtensionType(name: string): boolean {
  types ??= new Set([
    ...elsewhere,
    ...[...all().values()].flat().flatMap((member) => (member.kind === "type" ? [member.name] : [])),
  ]);
  return types.has(name);
}

let functions: ReadonlySet<string> | undefined;

/** Whether a function of that name comes with an extension of the distribution or with PostGIS. */
export function isExtensionFunction(name: string): boolean {
  functions ??= new Set(
    [...all().values()].flat().flatMap((member) => (member.kind === "function" ? [member.name] : [])),
  );
  return functions.has(name) || /^_?st_/u.test(name);
}

function all(): ReadonlyMap<string, readonly ExtensionMember[]> {
  known ??= read();
  return known;
}

function read(): ReadonlyMap<string, readonly ExtensionMember[]> {
  const found = new Map<string, ExtensionMember[]>();
  for (const line of lines) {
    const [extension = "", kind = "", name = "", list = "", returns = "", traits = "", majors] =
      line.split(" ");
    if (!isKind(kind)) throw new TypeError(`extensions.json has a line of an unknown kind: ${line}`);
    const member: ExtensionMember = {
      kind,
      name,
      arguments: list === "-" ? [] : list.split(","),
      returns,
      traits,
      majors: majorsIn(majors),
    };
    found.set(extension, [...(found.get(extension) ?? []), member]);
  }
  return found;
}

function isKind(word: string): word is ExtensionMember["kind"] {
  return ["type", "cast", "class", "requires", "function"].includes(word);
}
