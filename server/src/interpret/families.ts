import type { Registration } from "./registry.ts";
import { alterTableStatements } from "./alterTable/statements.ts";
import { createTableStatements } from "./createTable/statements.ts";
import { databasesStatements } from "./databases/statements.ts";
import { dmlStatements } from "./dml/statements.ts";
import { dropStatements } from "./drop/statements.ts";
import { eventTriggersStatements } from "./eventTriggers/statements.ts";
import { extensionsStatements } from "./extensions/statements.ts";
import { foreignStatements } from "./foreign/statements.ts";
import { functionsStatements } from "./functions/statements.ts";
import { indexesStatements } from "./indexes/statements.ts";
import { maintenanceStatements } from "./maintenance/statements.ts";
import { objectsStatements } from "./objects/statements.ts";
import { plpgsqlStatements } from "./plpgsql/statements.ts";
import { privilegesStatements } from "./privileges/statements.ts";
import { publicationsStatements } from "./publications/statements.ts";
import { renameStatements } from "./rename/statements.ts";
import { sessionStatements } from "./session/statements.ts";
import { statisticsStatements } from "./statistics/statements.ts";
import { triggersStatements } from "./triggers/statements.ts";
import { typesStatements } from "./types/statements.ts";
import { viewsStatements } from "./views/statements.ts";
import { statementsWithoutLocks } from "./objects/withoutLocks.ts";

/** All families but the one statement that holds others: CREATE SCHEMA. */
export const families: readonly Registration[] = [
  ...alterTableStatements,
  ...createTableStatements,
  ...databasesStatements,
  ...dmlStatements,
  ...dropStatements,
  ...eventTriggersStatements,
  ...extensionsStatements,
  ...foreignStatements,
  ...functionsStatements,
  ...indexesStatements,
  ...maintenanceStatements,
  ...objectsStatements,
  ...plpgsqlStatements,
  ...privilegesStatements,
  ...publicationsStatements,
  ...renameStatements,
  ...sessionStatements,
  ...statisticsStatements,
  ...triggersStatements,
  ...typesStatements,
  ...viewsStatements,
  ...statementsWithoutLocks,
];
