import path from "node:path";
import { build } from "esbuild";

/** Bundles the suites into one file for the extension host. Mocha stays outside: it does not bundle. */
export async function bundleSuites(root: string): Promise<string> {
  const outfile = path.join(root, "out/vscode-tests/main.cjs");
  await build({
    entryPoints: [path.join(root, "test/vscode/suite/main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "error",
  });
  return outfile;
}
