/*
 * The patterns by which a configuration names files: a path from its own folder, where `*` stands for anything within a
 * name, `?` for one character and `**` for any number of folders. A path that is a folder stands for all that lies in it.
 */

/** What is wrong with a pattern, or undefined. */
export function patternProblem(pattern: string): string | undefined {
  const plain = withoutDot(pattern);
  if (plain.trim() === "") return "is empty";
  if (plain.includes("\\")) return "has a backslash: folders are divided by `/`";
  if (plain.startsWith("/") || /^[A-Za-z]:/u.test(plain))
    return "is absolute: patterns begin at this file's folder";
  if (plain.split("/").includes("..")) return "leads out of this file's folder";
  return undefined;
}

/** Whether one of the patterns stands for a path, both from the configuration's folder. */
export function fileMatcher(patterns: readonly string[]): (path: string) => boolean {
  const split = patterns.map((pattern) =>
    withoutDot(pattern)
      .split("/")
      .filter((name) => name !== "" && name !== "."),
  );
  return (path) => {
    const folders = path.split("/");
    return split.some((names) => isWithin(names, folders));
  };
}

/** In time that grows with both: what is reached of the pattern is remembered instead of tried again. */
function isWithin(pattern: readonly string[], path: readonly string[]): boolean {
  /** The beginnings of the path for which the names so far stand. */
  let reached = new Set([0]);
  for (const name of pattern) {
    const next = new Set<number>();
    for (const length of reached) {
      const own = path[length];
      if (name === "**") for (let at = length; at <= path.length; at += 1) next.add(at);
      else if (own !== undefined && isLike(name, own)) next.add(length + 1);
    }
    reached = next;
  }
  return reached.size > 0;
}

/** Goes back to the last `*` only, which is enough: what it would take less of, the one before could not mend. */
function isLike(pattern: string, name: string): boolean {
  const wanted = Array.from(pattern);
  const letters = Array.from(name);
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let index = 0; index < letters.length;) {
    if (wanted[at] === "*") {
      star = at;
      taken = index;
      at += 1;
    } else if (wanted[at] === "?" || wanted[at] === letters[index]) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      taken += 1;
      index = taken;
      at = star + 1;
    } else return false;
  }
  return wanted.slice(at).every((letter) => letter === "*");
}

function withoutDot(pattern: string): string {
  return pattern.replace(/^(?:\.\/+)+/u, "");
}
