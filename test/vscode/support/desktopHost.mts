import path from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import type { HostRun } from "./browserHost.mts";

/** Runs the suites under desktop VS Code: the one named by LOCKKEEPER_VSCODE, else a downloaded one. */
export async function runOnDesktop(run: HostRun): Promise<string | undefined> {
  const { root, window } = run;
  const program = process.env["LOCKKEEPER_VSCODE"] ?? (await download(root));
  const ended = runTests({
    vscodeExecutablePath: program,
    extensionDevelopmentPath: root,
    extensionTestsPath: run.tests,
    extensionTestsEnv: { ...run.environment },
    launchArgs: [
      window.workspace,
      ...["--user-data-dir", window.userData],
      ...["--extensions-dir", window.extensions],
      ...(run.trusted ? ["--disable-workspace-trust"] : []),
      "--disable-telemetry",
      "--skip-welcome",
      "--skip-release-notes",
      // Chromium's sandbox needs a user that is not root.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  }).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const late = new Promise<string>((resolve) => {
    setTimeout(() => resolve(`no end after ${run.timeout / 1000} s`), run.timeout).unref();
  });
  return Promise.race([ended, late]);
}

async function download(root: string): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ cachePath: path.join(root, ".vscode-test") });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Desktop VS Code could not be downloaded (${reason}). Name an installed one in LOCKKEEPER_VSCODE, or use npm run test:vscode.`,
      { cause: error },
    );
  }
}
