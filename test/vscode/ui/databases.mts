import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { freshDatabase } from "../../support/servers.ts";
import type { Workbench } from "../support/workbench.mts";
import type { Opened } from "./opened.mts";

/** Which database is used, and what is asked before it is emptied or reached. */
export function databases(opened: Opened): void {
  describe("the database", () => {
    it("asks before it drops everything, and Cancel keeps it", async () => {
      const { workbench } = opened;
      await workbench.command("Lockkeeper: Reset Database");
      await workbench.dismissDialog("Cancel");
      await workbench.row(/drop_suppliers, applied/u).waitFor();
      await workbench.command("Lockkeeper: Reset Database");
      await workbench.dismissDialog("Reset");
      await workbench.row(/create_catalogue, pending/u).waitFor();
    });

    it("lets a foreign host be confirmed by its name, and Escape leaves it alone", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      await chooseServer(workbench, "postgres://ann@db.example.org/shop");
      await page.getByText(/db\.example\.org is not this machine/u).waitFor();
      await page.keyboard.type("db.example.com");
      await page.keyboard.press("Enter");
      await page.getByText(/Type the host's name exactly/u).waitFor();
      await page.keyboard.press("Escape");
      await workbench.row(/Embedded PostgreSQL, /u).waitFor();
    });

    it("connects to a server when it is chosen, and says at once what is pending there", async () => {
      const { workbench } = opened;
      const server = await freshDatabase(18);
      await workbench.openSidebar();
      try {
        await chooseServer(workbench, `postgres://${server.user}@127.0.0.1:1/${server.database}`);
        await workbench.page
          .getByText(/cannot be reached/u)
          .first()
          .waitFor();
        await workbench.row(/Embedded PostgreSQL, /u).waitFor();
        await writeFile(path.join(opened.window.workspace, ".env"), `DATABASE_URL=${server.url}\n`);
        await chooseRow(workbench, /DATABASE_URL in \.env/u);
        await workbench.row(/^Server, ready, PostgreSQL 18\.\d+ at 127\.0\.0\.1:\d+\/test_/u).waitFor();
        await workbench.row(/create_catalogue, pending/u).waitFor();
      } finally {
        await server.dispose();
      }
    });
  });
}

/** What cannot be had here is not what Enter takes. */
async function chooseRow(workbench: Workbench, row: RegExp): Promise<void> {
  const rows = workbench.page.locator(".quick-input-list .monaco-list-row");
  await workbench.command("Lockkeeper: Select Database");
  await rows.filter({ hasText: row }).first().waitFor();
  assert.match(await rows.first().innerText(), /Made for this workspace/u);
  await rows.filter({ hasText: row }).first().click();
}

async function chooseServer(workbench: Workbench, url: string): Promise<void> {
  const { page } = workbench;
  await chooseRow(workbench, /Server by URL/u);
  await page.locator(".quick-input-widget input").first().fill(url);
  await page.keyboard.press("Enter");
}
