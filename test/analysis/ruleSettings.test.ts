import { describe, expect, it } from "vitest";
import type { AnalysisOptions } from "../../server/src/analysis/analysis.ts";
import { analysisOptions, type Config } from "../../server/src/analysis/config.ts";
import { activeRules, presets } from "../../server/src/analysis/ruleSettings.ts";
import { rules } from "../../server/src/rules/index.ts";
import { presetOf } from "../../server/src/rules/rule.ts";
import { analyseScripts, options } from "../support/analyse.ts";

const ids = (settings: Partial<AnalysisOptions>, direction: "up" | "down" = "up", path = "1.sql") =>
  new Map(
    activeRules({ ...options, ...settings }, path, direction).map(({ rule, severity }) => [
      rule.id,
      severity,
    ]),
  );

const isStyle = (id: string): boolean => rules.some((rule) => rule.id === id && rule.group === "style");

describe("presets", () => {
  it("have each all of the one before", () => {
    const [recommended, strict, all] = (["recommended", "strict", "all"] as const).map((preset) =>
      ids({ preset }),
    );
    expect(Object.keys(presets)).toEqual(["recommended", "strict", "all"]);
    expect([...(all?.keys() ?? [])].sort()).toEqual(rules.map(({ id }) => id).sort());
    for (const { id, group, strict: isStrict } of rules) {
      expect(recommended?.has(id), id).toBe(group !== "style" && isStrict !== true);
      expect(strict?.has(id), id).toBe(group !== "style");
    }
  });

  it("are recommended unless told, with the rules' own severities", () => {
    const own = rules.filter((rule) => presetOf(rule) === "recommended");
    expect([...ids({})]).toEqual(own.map(({ id, severity }) => [id, severity]));
  });

  it("from strict on have no hints, and judge what goes down as what goes up", () => {
    expect(ids({}, "down").get("drops-table")).toBe("info");
    for (const preset of ["strict", "all"] as const) {
      expect([...ids({ preset }).values()]).not.toContain("info");
      const expected = [...ids({ preset })].filter(([id]) => !isStyle(id));
      expect([...ids({ preset }, "down")]).toEqual(expected);
      expect(ids({ preset }, "down").get("drops-table")).toBe("error");
    }
  });
});

describe("what is said of rules", () => {
  it("wins by id over by group, and by group over the preset", () => {
    const of = ids({ preset: "strict", rules: { data: "off", "drops-table": "info", style: "error" } });
    expect(of.get("drops-table")).toBe("info");
    expect(of.has("truncates-table")).toBe(false);
    expect(of.get("missing-down")).toBe("warning");
    for (const { id, group } of rules) if (group === "style") expect(of.get(id)).toBe("error");
  });

  it("holds for some files only where an override says so; the later one wins", () => {
    const config: Config = {
      rules: { "missing-down": "off" },
      overrides: [
        { files: ["db"], preset: "strict", rules: { "drops-table": "off" } },
        { files: ["db/old/**", "other"], rules: { "drops-table": "info" } },
      ],
    };
    const at = (path: string, folder = "db") => ids(analysisOptions(config, folder), "up", path);
    expect(at("1.sql", "elsewhere").get("drops-table")).toBe("error");
    expect(at("1.sql").has("drops-table")).toBe(false);
    expect(at("1.sql").get("missing-lock-timeout")).toBe("warning");
    expect(at("old/1.sql").get("drops-table")).toBe("info");
    expect(at("old/1.sql").get("missing-lock-timeout")).toBe("warning");
    expect(at("old/1.sql").has("missing-down")).toBe(false);
    expect(at("old/1.sql", "")).toEqual(ids({ rules: { "missing-down": "off" } }));
  });

  it("is what is found", async () => {
    const config: Config = { overrides: [{ files: ["*"], rules: { "drops-table": "off" } }] };
    const scripts = [{ sql: "CREATE TABLE a ();" }, { sql: "DROP TABLE a;" }];
    const found = async (given: Partial<AnalysisOptions>) =>
      (await analyseScripts(scripts, given)).migrations.flatMap(({ sections }) =>
        sections.flatMap(({ statements }) =>
          statements.flatMap(({ findings }) => findings.map(({ rule }) => rule)),
        ),
      );
    expect(await found({})).toContain("drops-table");
    expect(await found(analysisOptions(config, ""))).not.toContain("drops-table");
  });
});
