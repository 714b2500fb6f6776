import { afterAll, afterEach } from "vitest";
import { dropThoseOfFile, dropThoseOfTest } from "./databases.ts";

/* Runs for each file of the tests on servers, though the modules that they load are loaded once. */

afterEach(dropThoseOfTest);
afterAll(dropThoseOfFile);
