import { mkdir } from "node:fs/promises";
import path from "node:path";
import { format } from "node:util";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { ensureBrowser, startVscodeServer } from "../../../scripts/vscodeHost.mjs";
import { patience } from "./patience.mts";
import type { TestWindow } from "./window.mts";

/** One run of a suite in an extension host, in the browser or on the desktop. */
export interface HostRun {
  readonly root: string;
  readonly window: TestWindow;
  /** The bundle whose `run()` the extension host calls. */
  readonly tests: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly trusted: boolean;
  /** Milliseconds for the whole run. */
  readonly timeout: number;
  readonly verbose: boolean;
}

/** Arguments that make Chromium quiet and offline; the sandbox needs a user that is not root. */
export const browserArguments: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Opens the workbench with the extension under development and waits for the tests; gives what went wrong. */
export async function runInBrowser(run: HostRun): Promise<string | undefined> {
  const { window } = run;
  const server = await startVscodeServer({
    args: [
      "--without-connection-token",
      // Without the smoke test driver the page silently ignores the request to run tests.
      "--enable-smoke-test-driver",
      ...(run.trusted ? ["--disable-workspace-trust"] : []),
      "--server-data-dir",
      window.serverData,
      "--extensions-dir",
      window.extensions,
    ],
    env: { ...process.env, ...run.environment, TMPDIR: window.folder, XDG_RUNTIME_DIR: window.folder },
  });
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({
      executablePath: await ensureBrowser(),
      headless: true,
      args: [...browserArguments],
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultNavigationTimeout(patience);
    const problem = await untilTestsEnd(page, run, server.port);
    if (problem) {
      await keepPicture(page, run);
      if (run.verbose) console.error(server.output());
    }
    return problem;
  } finally {
    await browser?.close();
    await server.stop();
  }
}

async function untilTestsEnd(page: Page, run: HostRun, port: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<string | undefined>((resolve, reject) => {
    timer = setTimeout(() => resolve(`no end after ${run.timeout / 1000} s`), run.timeout);
    page.on("crash", () => resolve("the page crashed"));
    page
      .exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
        if (run.verbose) console.error(`[${type}]`, format(...args));
      })
      .then(() =>
        page.exposeFunction("codeAutomationExit", (code: number) => {
          resolve(code === 0 ? undefined : `the extension host ended with ${code}`);
        }),
      )
      .then(() => page.goto(address(run, port)))
      .catch(reject);
  });
  try {
    return await ended;
  } finally {
    clearTimeout(timer);
  }
}

/** The authority of every path must equal the page's own host, or VS Code does not find the extension. */
function address(run: HostRun, port: number): string {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${port}${file}`;
  const payload = [
    ["extensionDevelopmentPath", remote(run.root)],
    ["extensionTestsPath", remote(run.tests)],
    ["enableProposedApi", ""],
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
    ["extensionEnvironment", JSON.stringify(run.environment)],
  ];
  const query = new URLSearchParams({ folder: run.window.workspace, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}

async function keepPicture(page: Page, run: HostRun): Promise<void> {
  const folder = path.join(run.root, "out/pictures");
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `failed-${run.environment["LOCKKEEPER_WINDOW"] ?? "run"}.png`);
  await page.screenshot({ path: file }).catch(() => undefined);
}
