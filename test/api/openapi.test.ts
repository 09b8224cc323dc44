import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allErrors } from "../../src/domain/errors.js";
import { OPERATIONS } from "../../src/api/operations.js";
import { ApiClient } from "../support/api-client.js";
import { startGateway, type TestGateway } from "../support/gateway.js";
import { sendRaw } from "../support/multipart.js";

interface Described {
  operationId: string;
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Explained {
  description?: string;
  $ref?: string;
  properties?: Record<string, Explained>;
  name?: unknown;
  schema?: Explained;
}

let gateway: TestGateway;
let api: ApiClient;
let paths: Record<string, Record<string, Described>>;
beforeAll(async () => {
  gateway = await startGateway();
  api = new ApiClient(gateway);
  paths = (await api.get("/openapi.json")).body["paths"] as typeof paths;
});
afterAll(() => gateway.stop());

/** The path with something in every place of a parameter. */
const filled = (path: string, value: string) => path.replaceAll(/\{\w+\}/g, value);
const PATHS = [...new Set(OPERATIONS.map(({ path }) => path))];

describe("the document", () => {
  test("is OpenAPI 3.1 and holds every operation, each under an id of its own", async () => {
    expect((await api.get("/openapi.json")).body).toMatchObject({ openapi: "3.1.0" });
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${method} ${path} ${operationId}`),
    );
    expect(described.toSorted()).toEqual(
      OPERATIONS.map(({ method, path, id }) => `${method} ${path} ${id}`).toSorted(),
    );
    expect(new Set(OPERATIONS.map(({ id }) => id)).size).toBe(OPERATIONS.length);
  });

  test("names in its examples the address by which its reader came, and only where that is one", async () => {
    const textFor = async (head: string) =>
      JSON.stringify(
        (await sendRaw(gateway.port, [`GET /openapi.json HTTP/1.1\r\n${head}connection: close\r\n\r\n`]))
          .body,
      );
    const ours = `127.0.0.1:${gateway.port}`;
    expect(await textFor(`host: ${ours}\r\n`)).toContain(`ADDRESS=http://${ours}\\n`);
    expect(await textFor("host: diarist.localhost\r\nx-forwarded-proto: https\r\n")).toContain(
      "ADDRESS=https://diarist.localhost\\n",
    );
    expect(await textFor("host: localhost:1;rm\r\n")).not.toContain("rm");
  });

  test("explains every parameter and every field", async () => {
    const document = (await api.get("/openapi.json")).body;
    const { schemas } = document["components"] as { schemas: Record<string, Explained> };
    const isExplained = ({ description, $ref }: Explained): boolean =>
      description !== undefined ||
      ($ref !== undefined && isExplained(schemas[$ref.split("/").at(-1) ?? ""] ?? {}));
    const unexplained: string[] = [];
    const visit = (node: unknown, place: string): void => {
      if (typeof node !== "object" || node === null) return;
      const { properties = {}, name, schema, ...rest } = node as Explained;
      for (const [field, value] of Object.entries(properties)) {
        if (!isExplained(value)) unexplained.push(`${place}.${field}`);
        visit(value, `${place}.${field}`);
      }
      if (typeof name === "string" && "in" in rest && !isExplained(rest) && !isExplained(schema ?? {}))
        unexplained.push(`${place} ${name}`);
      visit(schema, place);
      for (const [key, value] of Object.entries(rest))
        if (!/^examples?$/.test(key)) visit(value, `${place}/${key}`);
    };
    visit(document, "");
    expect(unexplained).toEqual([]);
  });

  test("has a table of every code that a problem may have", async () => {
    const { info } = (await api.get("/openapi.json")).body as unknown as { info: { description: string } };
    for (const { code, status, title } of allErrors())
      expect(info.description).toMatch(
        new RegExp(`\\| \`${code}\` \\| ${status} \\| (yes|no) \\| ${title} \\|`),
      );
  });

  test("tells each answer that wrong requests get", async () => {
    for (const { method, path } of OPERATIONS) {
      for (const value of ["00000000-0000-4000-8000-000000000000", "nonsense"]) {
        const response = await fetch(`${gateway.url}${filled(path, value)}?unknown=1`, {
          method: method.toUpperCase(),
        });
        await response.body?.cancel();
        const documented = Object.keys(paths[path]?.[method]?.responses ?? {});
        expect(documented, `${method} ${path} answered ${response.status}`).toContain(
          String(response.status),
        );
        expect(response.status, `${method} ${path}`).not.toBe(500);
        expect(response.headers.get("x-request-id")).toBeTruthy();
      }
    }
  });
});

describe("every path", () => {
  test.each(PATHS)("%s says which methods it takes", async (path) => {
    const answer = await api.call("PROPFIND", filled(path, "x"));
    expect(answer.status).toBe(405);
    const allowed = answer.headers.get("allow")?.split(", ") ?? [];
    const expected = OPERATIONS.filter((each) => each.path === path).map(({ method }) =>
      method.toUpperCase(),
    );
    expect(allowed).toEqual(expect.arrayContaining(expected));
  });

  test.each(["/v1", "/v1/jobs/x/nothing", "/v2/jobs", "/docs/nothing", "/openapi.yaml"])(
    "but %s is one",
    async (path) => {
      expect(await api.get(path)).toMatchObject({ status: 404, body: { code: "route_not_found" } });
    },
  );
});

describe("the reference page", () => {
  test("is whole without any other server, under a policy that allows none", async () => {
    const { headers, text } = await api.get("/docs");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self';");
    const assets = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = ""]) => address);
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets) expect((await api.get(asset)).status).toBe(200);
  });

  test("is only read", async () => {
    expect(await api.call("POST", "/docs")).toMatchObject({ status: 405 });
  });
});
