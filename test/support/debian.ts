import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Why a program is not at hand, undefined where it is. In CI as root on Debian its packages are installed; elsewhere its
 * tests are skipped by name where it is missing.
 */
export function debianProgram(program: string, packages: readonly string[]): string | undefined {
  if (isThere(program)) return undefined;
  const may = process.env["CI"] === "true" && existsSync("/etc/debian_version") && process.getuid?.() === 0;
  if (!may) return `${program} is not installed (Debian's ${packages.join(", ")})`;
  const options = ["-o", "DPkg::Lock::Timeout=600", "-q", "-y"];
  const quiet = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
  execFileSync("apt-get", [...options, "update"], quiet);
  execFileSync("apt-get", [...options, "install", "--no-install-recommends", ...packages], quiet);
  // In CI nothing is skipped in silence: a program that cannot be had fails the tests.
  if (!isThere(program)) throw new Error(`Debian's ${packages.join(", ")} brought no ${program}.`);
  return undefined;
}

function isThere(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}
