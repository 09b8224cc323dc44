/*
 * `npm run web:types`: the types of the page's API client, from the document that the gateway serves. What it writes is
 * not kept in git: the schemas in src/contracts are what is.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import openapiTypescript, { astToString } from "openapi-typescript";
import { openApiDocument } from "../src/api/openapi.js";
import { OPERATIONS } from "../src/api/operations.js";

const document = JSON.stringify(openApiDocument(OPERATIONS));
await writeFile(
  join(import.meta.dirname, "src/api/schema.d.ts"),
  astToString(await openapiTypescript(document)),
);
