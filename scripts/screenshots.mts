/*
 * Takes the README's pictures from the real VS Code: npm run screenshots [-- --out FOLDER]
 * Each picture is made by the steps that a user would take on the sample project.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { prepareWindow } from "../test/vscode/support/window.mts";
import { Workbench } from "../test/vscode/support/workbench.mts";

const root = path.resolve(import.meta.dirname, "..");
const { values } = parseArgs({ options: { out: { type: "string", default: "docs/images" } } });
const out = path.resolve(root, values.out);

/** A picture's name and the steps that lead to it. */
interface Picture {
  readonly name: string;
  readonly take: (workbench: Workbench) => Promise<void>;
}

const pictures: readonly Picture[] = [
  {
    name: "editor",
    async take(workbench) {
      const { page } = workbench;
      await workbench.openFile("20250218083000_link_payments_to_orders.sql");
      await workbench.squiggle("warning").waitFor({ timeout: 60_000 });
      await workbench.openSidebar();
      await workbench.row(/link_payments/u).waitFor();
      await page.locator(".view-line").getByText("FOREIGN", { exact: false }).first().hover();
      const hover = page.locator(".monaco-hover").filter({ hasText: /SHARE ROW EXCLUSIVE/ });
      await hover.waitFor();
      // The findings come first; what the statement locks and does stands below them.
      await hover.hover({ position: { x: 200, y: 100 } });
      for (let turn = 0; turn < 4; turn += 1) await page.mouse.wheel(0, 120);
      await page.waitForTimeout(1000);
    },
  },
  {
    name: "sidebar",
    async take(workbench) {
      const { page } = workbench;
      await page.keyboard.press("Escape");
      await workbench.command("View: Close All Editors");
      await workbench.openFile("20250701130000_rename_fullname.sql");
      await workbench.openSidebar();
      await workbench.command("Lockkeeper: Run Migrations Up to Here");
      await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "rename_fullname" }).click();
      await workbench.row(/rename_fullname, applied/u).waitFor({ timeout: 120_000 });
      await workbench.row(/drop_suppliers, pending/u).waitFor();
      await page.waitForTimeout(9000);
    },
  },
  {
    name: "rename",
    async take(workbench) {
      const { page } = workbench;
      await workbench.command("Lockkeeper: Run Last Migration Down");
      await workbench.row(/rename_fullname, pending/u).waitFor({ timeout: 60_000 });
      await workbench.openFile("20250701130000_rename_fullname.sql:4:14");
      await workbench.previewRename();
      await page.mouse.move(240, 500);
      await page.waitForTimeout(4000);
    },
  },
  {
    name: "tests",
    async take(workbench) {
      await workbench.command("View: Close All Editors");
      await workbench.command("Testing: Focus on Test Explorer View");
      const project = workbench.row(/^db\/migrations/u);
      await project.click();
      await project.press("ArrowRight");
      await workbench.command("Test: Run All Tests");
      await workbench.row(/drop_suppliers: lossy/u).waitFor({ timeout: 120_000 });
      await workbench.openFile("20250424120000_returns.sql");
      await workbench.page.waitForTimeout(4000);
    },
  },
];

const folder = await mkdtemp(path.join(tmpdir(), "lockkeeper-pictures-"));
try {
  await mkdir(out, { recursive: true });
  const settings = {
    "lockkeeper.database.kind": "embedded",
    "editor.minimap.enabled": false,
    "workbench.layoutControl.enabled": false,
    "editor.stickyScroll.enabled": false,
  };
  const window = await prepareWindow({ root, run: { folders: { shop: "samples/shop" }, settings }, folder });
  const size = { width: 1280, height: 800 };
  await using workbench = await Workbench.open({
    window: { ...window, workspace: path.join(window.workspace, "shop") },
    trusted: true,
    size,
  });
  await workbench.openSidebar();
  await workbench.widenSidebar(120);
  for (const { name, take } of pictures) {
    await take(workbench);
    await workbench.picture(path.join(out, `${name}.png`));
    console.log(path.relative(root, path.join(out, `${name}.png`)));
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
