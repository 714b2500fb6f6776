import { relative } from "node:path";

/** A path as reports show it: from the working directory, with `/`. */
export function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return slashed(short === "" ? "." : short);
}

/** The notation of the core, on every system. */
export function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
