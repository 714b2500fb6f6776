import path from "node:path";
import { chromium } from "playwright-core";
import type { Browser, Locator, Page } from "playwright-core";
import {
  ensureBrowser,
  installExtension,
  linkExtension,
  startVscodeServer,
} from "../../../scripts/vscodeHost.mjs";
import { browserArguments } from "./browserHost.mts";
import { patience } from "./patience.mts";
import type { TestWindow } from "./window.mts";

/** Milliseconds for one move or press of the mouse on a busy machine, before it is tried again. */
const gesture = 10_000;

export interface WorkbenchOptions {
  readonly window: TestWindow;
  readonly trusted: boolean;
  readonly size?: { readonly width: number; readonly height: number };
}

/** A real workbench in a real browser, with the extension installed, driven as a user drives it. */
export class Workbench implements AsyncDisposable {
  readonly page: Page;
  readonly #browser: Browser;
  readonly #stop: () => Promise<void>;

  private constructor(page: Page, browser: Browser, stop: () => Promise<void>) {
    this.page = page;
    this.#browser = browser;
    this.#stop = stop;
  }

  /** No test driver here: it would suppress toasts and dialogs. */
  static async open({ window, trusted, size }: WorkbenchOptions): Promise<Workbench> {
    const server = await startVscodeServer({
      args: [
        "--without-connection-token",
        ...(trusted ? ["--disable-workspace-trust"] : []),
        "--server-data-dir",
        window.serverData,
        "--extensions-dir",
        extensionIn(window.extensions),
      ],
      env: { ...process.env, TMPDIR: window.folder, XDG_RUNTIME_DIR: window.folder },
    });
    const browser = await chromium.launch({
      executablePath: await ensureBrowser(),
      headless: true,
      args: [...browserArguments],
    });
    const context = await browser.newContext({ viewport: size ?? { width: 1280, height: 800 } });
    // Of the context: a window that this one opens is waited for as long.
    context.setDefaultTimeout(patience);
    context.setDefaultNavigationTimeout(patience);
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${server.port}/?folder=${encodeURIComponent(window.workspace)}`);
    const workbench = new Workbench(page, browser, server.stop);
    await page.locator(".monaco-workbench .part.statusbar").waitFor();
    return workbench;
  }

  /** Runs a command by its title in the palette. */
  async command(title: string): Promise<void> {
    const row = this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: title }).first();
    // The list is what was known when it opened, so a command that comes later needs a second look.
    await untilDone(`the command ${title}`, async () => {
      await this.#ask("F1", `>${title}`);
      if (await isShown(row, 3000)) return true;
      await this.page.keyboard.press("Escape");
      return false;
    });
    await row.click();
  }

  /** The titles that the palette offers for a search. */
  async offered(search: string): Promise<readonly string[]> {
    await this.#ask("F1", `>${search}`);
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    await rows.first().waitFor();
    const labels = await Promise.all(
      (await rows.all()).map(async (row) => (await row.getAttribute("aria-label")) ?? ""),
    );
    await this.page.keyboard.press("Escape");
    return labels;
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name: string): Promise<void> {
    const shown = name.replace(/^.*\/|:\d.*$/gu, "");
    await this.#ask("Control+P", name);
    // Enter would take the first row, which may still be that of a file opened before.
    await this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: shown }).first().click();
    await this.page.getByRole("tab", { name: shown }).first().waitFor();
  }

  /** Opens the box at the top by its key and types into it; a window that is busy may not hear the first press. */
  async #ask(key: string, text: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input").first();
    await untilDone("the box at the top", async () => {
      await this.page.keyboard.press(key);
      return isShown(input, 3000);
    });
    await input.fill(text);
  }

  /** Shows Lockkeeper's sidebar. */
  async openSidebar(): Promise<void> {
    const tab = this.page.locator(".activitybar").getByRole("tab", { name: /Lockkeeper/ });
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
    await this.view("Migrations").waitFor();
  }

  /** Drags the edge between the sidebar and the editor. */
  async widenSidebar(pixels: number): Promise<void> {
    const box = await this.page.locator(".part.sidebar").boundingBox();
    if (box === null) throw new Error("the sidebar is not shown");
    const edge = { x: box.x + box.width + 1, y: box.y + box.height / 2 };
    await this.page.mouse.move(edge.x, edge.y);
    await this.page.mouse.down();
    await this.page.mouse.move(edge.x + pixels, edge.y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** The header of a view in the sidebar. */
  view(title: string): Locator {
    return this.page.locator(".sidebar .pane-header").filter({ hasText: title });
  }

  /** A row of a tree in the sidebar, by what a screen reader says. */
  row(name: string | RegExp): Locator {
    return this.page.locator(".sidebar").getByRole("treeitem", { name });
  }

  /**
   * Does what a user does, and again where nothing came of it: a busy window may lose a key or a move of the mouse, or draw
   * anew what the mouse was on.
   */
  async until(result: Locator, gesture: () => Promise<unknown>): Promise<void> {
    await untilDone(String(result), async () => {
      await gesture().catch(() => undefined);
      return isShown(result, 10_000);
    });
  }

  /** Presses something until what it leads to is there. */
  async clickUntil(target: Locator, result: Locator): Promise<void> {
    await this.until(result, () => target.click({ timeout: gesture }));
  }

  /** Moves the mouse to a text, from elsewhere: one that is there already makes nothing appear. */
  async hoverUntil(target: Locator, result: Locator): Promise<void> {
    await this.until(result, async () => {
      await this.page.mouse.move(0, 0);
      await target.hover({ timeout: gesture });
    });
  }

  /** Presses a button that a row shows while the mouse is over it, until what it leads to is there. */
  async pressOnRow(name: RegExp, button: RegExp | string, result: Locator): Promise<void> {
    await this.until(result, async () => {
      await this.page.keyboard.press("Escape");
      await this.#hoverAndClick(name, button);
    });
  }

  /** Presses such a button once: the mouse is moved there again where the row was drawn anew under it. */
  async clickOnRow(name: RegExp, button: string): Promise<void> {
    await untilDone(`the button ${button}`, async () => {
      return succeeds(this.#hoverAndClick(name, button));
    });
  }

  async #hoverAndClick(name: RegExp, button: RegExp | string): Promise<void> {
    await this.page.mouse.move(0, 0);
    const row = this.row(name).first();
    await row.hover({ timeout: gesture });
    await row.getByRole("button", { name: button }).click({ timeout: gesture });
  }

  /** The same of an entry of the row's context menu. */
  async chooseOnRow(name: RegExp, entry: string, result: Locator): Promise<void> {
    await this.until(result, async () => {
      await this.page.keyboard.press("Escape");
      await this.row(name).first().click({ button: "right", timeout: gesture });
      await this.page.getByRole("menuitem", { name: entry }).click({ timeout: gesture });
    });
  }

  /** Waits for the last row of the migrations: one that is far down is drawn when it is scrolled to. */
  async lastRow(name: RegExp): Promise<void> {
    await untilDone(`the row ${name.source}`, async () => {
      await this.command("Lockkeeper: Focus on Migrations View");
      await this.page.keyboard.press("End");
      return isShown(this.row(name), 3000);
    });
  }

  /** Presses a button that a view's title shows while the mouse is over the view. */
  async clickOnView(view: string, button: string): Promise<void> {
    await untilDone(`the button ${button}`, async () => {
      await this.page.mouse.move(0, 0);
      return succeeds(
        this.view(view)
          .hover({ timeout: gesture })
          .then(() => this.viewButton(view, button).click({ timeout: gesture })),
      );
    });
  }

  /** A button of a view's title, by its tooltip. */
  viewButton(view: string, name: string): Locator {
    return this.view(view).getByRole("button", { name });
  }

  /** A notification that contains a text. */
  toast(text: string | RegExp): Locator {
    return this.page.locator(".notification-toast").filter({ hasText: text });
  }

  /** The underlines of a severity in the editor. */
  squiggle(severity: "error" | "warning"): Locator {
    return this.page.locator(`.monaco-editor .squiggly-${severity}`).first();
  }

  /** Waits for a text in the editor: what was typed or applied is drawn later. */
  async editorShows(text: RegExp): Promise<void> {
    const shown = (): Promise<string> => this.page.locator(".monaco-editor .view-lines").first().innerText();
    await untilDone(`${text.source} in the editor`, async () =>
      text.test((await shown()).replaceAll("\u00a0", " ")),
    );
  }

  /** What the status bar says. */
  async statusBar(): Promise<string> {
    return (await this.page.locator(".part.statusbar").textContent()) ?? "";
  }

  /**
   * Asks for the rename at the cursor and waits until its files are shown. A menu that was opened before the file was
   * analysed does not fill up later, and what it offers may be stale by the click, so it is opened again, as a user
   * would.
   */
  async previewRename(): Promise<void> {
    const files = this.page.locator(".multiDiffEditor").first();
    await untilDone("the preview of the rename", async () => {
      await this.page.keyboard.press("Control+.");
      if ((await this.#choose(/rename/iu)) && (await isShown(files, 8000))) return true;
      if (await files.isVisible()) return true;
      await this.page.keyboard.press("Escape");
      return false;
    });
  }

  /** Answers the question below a preview; a later message may lie over it, and then the editor's title has the answers. */
  async answerPreview(answer: "Apply" | "Discard"): Promise<void> {
    const inTitle = this.page.locator(".editor-actions").getByRole("button", { name: `${answer} Rewrite` });
    const preview = this.page.locator(".multiDiffEditor").first();
    await untilDone(`${answer} below the preview`, async () => {
      const asked = this.toast(/write these/u).getByRole("button", { name: answer });
      if (!(await succeeds(asked.click({ timeout: gesture }))))
        await succeeds(inTitle.click({ timeout: gesture }));
      return succeeds(preview.waitFor({ state: "detached", timeout: 10_000 }));
    });
  }

  /** Takes an entry of the quick fixes at the cursor; asked again until the file is analysed. */
  async chooseFix(name: RegExp): Promise<void> {
    await untilDone(`the fix ${name.source}`, async () => {
      await this.page.keyboard.press("Control+.");
      if (await this.#choose(name)) return true;
      await this.page.keyboard.press("Escape");
      return false;
    });
  }

  /** Whether the open menu had the entry and took the click. */
  async #choose(name: RegExp): Promise<boolean> {
    const entry = this.page.locator(".action-widget").getByText(name).first();
    return succeeds(entry.click({ timeout: 5000 }));
  }

  /** Presses a button of a modal dialog. */
  async dismissDialog(button: string): Promise<void> {
    const dialog = this.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    await dialog.getByRole("button", { name: button }).click();
    await dialog.waitFor({ state: "detached" });
  }

  async picture(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.#stop();
  }
}

/** The package named by LOCKKEEPER_VSIX, else the extension as it lies here. */
function extensionIn(folder: string): string {
  const vsix = process.env["LOCKKEEPER_VSIX"];
  return vsix ? installExtension(folder, path.resolve(vsix)) : linkExtension(folder);
}

/** Does it again and again until it has worked; a busy window may not hear a key, or not have what is asked for yet. */
async function untilDone(what: string, attempt: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patience;
  while (!(await attempt()))
    if (Date.now() > end) throw new Error(`${what} did not appear in ${patience / 1000} s`);
}

/** Whether it appears within some milliseconds. */
async function isShown(locator: Locator, timeout: number): Promise<boolean> {
  return succeeds(locator.waitFor({ timeout }));
}

async function succeeds(gesture: Promise<unknown>): Promise<boolean> {
  return gesture.then(
    () => true,
    () => false,
  );
}
