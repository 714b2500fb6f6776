import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Opened } from "./opened.mts";

const down = "\n-- migrate:down\nSELECT 1;\n";

/** A run that fails, until it is settled; all other migrations of the shop are applied. */
export function failedRuns(opened: Opened): void {
  describe("a run that fails", () => {
    const fails = "20990101000000_fails.sql";
    const halfway = "20990102000000_halfway.sql";
    const file = (name: string): string => path.join(opened.window.workspace, "db/migrations", name);

    it("goes to the spot of the error from its message", async () => {
      const { workbench } = opened;
      const up = "-- migrate:up\nSELECT 1;\nALTER TABLE customers ADD COLUMN x no_such_type;\n";
      await writeFile(file(fails), `${up}${down}`);
      await workbench.row(/^fails, pending/u).waitFor();
      await workbench.command("Lockkeeper: Run Migrations Up");
      const toast = workbench.toast(/fails: type "no_such_type" does not exist.*nothing of it stays/u);
      await toast.waitFor();
      await toast.getByRole("button", { name: "Show" }).click();
      await workbench.page.getByRole("tab", { name: fails }).waitFor();
      assert.match(await workbench.statusBar(), /Ln 3, Col 48 \(12 selected\)/u);
      await workbench.squiggle("error").waitFor();
    });

    it("is shown in its row, which runs it again, until it is mended", async () => {
      const { workbench } = opened;
      await workbench.row(/^fails, failed · pending/u).waitFor();
      const again = workbench.toast(/fails: type "no_such_type" does not exist/u);
      await workbench.pressOnRow(/^fails, failed · pending/u, "Run Again", again);
      await writeFile(file(fails), `-- migrate:up\nALTER TABLE customers ADD COLUMN x text;\n${down}`);
      // What was said of the old text is not said of the new one.
      await workbench.row(/^fails, pending/u).waitFor();
      await workbench.command("Lockkeeper: Run Migrations Up");
      await workbench.row(/^fails, applied/u).waitFor();
    });

    it("and stays half-way is settled from its message", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      const up =
        "BEGIN;\nALTER TABLE customers ADD COLUMN y text;\nCOMMIT;\nCREATE MATERIALIZED VIEW m AS SELECT current_setting('no.such') AS s;\n";
      await writeFile(file(halfway), `-- migrate:up transaction:false\n${up}${down}`);
      await workbench.row(/^halfway, pending/u).waitFor();
      await workbench.command("Lockkeeper: Run Migrations Up");
      await workbench.row(/^halfway, not finished/u).waitFor();
      assert.match(await workbench.statusBar(), /1 not finished/u);
      const toast = workbench.toast(/halfway: unrecognized configuration parameter "no.such"/u);
      assert.doesNotMatch(await toast.innerText(), /lockkeeper repair/u);
      await toast.getByRole("button", { name: "Settle…" }).click();
      const rows = page.locator(".quick-input-list .monaco-list-row");
      await rows.filter({ hasText: "Count as Not Applied" }).waitFor();
      await rows.filter({ hasText: "Undo What Is Done" }).click();
      await workbench.row(/^halfway, pending/u).waitFor();
      await rm(file(halfway));
      await workbench.row(/^halfway/u).waitFor({ state: "detached" });
    });

    it("is settled from its row, where somebody knows better", async () => {
      const { workbench } = opened;
      const { page } = workbench;
      const rows = page.locator(".quick-input-list .monaco-list-row");
      const not = rows.filter({ hasText: "Count as Not Applied" });
      await workbench.chooseOnRow(/^fails, applied/u, "Settle Migration…", not);
      await not.click();
      await workbench.row(/^fails, pending/u).waitFor();
      await rm(file(fails));
    });
  });
}
