import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createGuardedFetch } from "../../src/net/guarded-fetch.js";
import { allow, HOME, madeUpNames, startHost, WORLD, type Host } from "./two-hosts.js";

let world: Host;
let home: Host;
let seen: { path: string; authorization: string | undefined; body: string }[] = [];

beforeAll(async () => {
  world = await startHost(WORLD, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      seen.push({
        path,
        authorization: request.headers.authorization,
        body: Buffer.concat(chunks).toString(),
      });
      const target = new URL(path, "http://x").searchParams.get("to");
      if (target === null) response.end("the world");
      else response.writeHead(302, { location: Buffer.from(target).toString("latin1") }).end();
    });
  });
  // On the same port, so that a URL may mean either.
  home = await startHost(HOME, (_request, response) => response.end("secret"), world.port);
});
afterAll(async () => {
  await world.stop();
  await home.stop();
});
beforeEach(() => {
  seen = [];
});

const names = () =>
  madeUpNames({
    "world.example": [[WORLD]],
    "home.example": [[HOME]],
    "both.example": [[WORLD, HOME]],
    "turning.example": [[WORLD], [HOME]],
    "mapped.example": [["::ffff:7f00:1"]],
    "six.example": [["::1"]],
    "metadata.example": [["169.254.169.254"]],
    "nothing.example": [[]],
  });
const to = (host: string, path = "/"): string => `http://${host}:${String(world.port)}${path}`;
const redirecting = (target: string): string => to("world.example", `/?to=${encodeURIComponent(target)}`);

describe("a guarded fetch", () => {
  test("reaches what it may, by name and by address", async () => {
    const fetch = createGuardedFetch({ allow, lookup: names() });
    expect(await (await fetch(to("world.example"))).text()).toBe("the world");
    expect(await (await fetch(to(WORLD))).text()).toBe("the world");
  });

  test.each([
    ["loopback by address", () => to(HOME)],
    ["loopback in IPv6", () => to("[::1]")],
    ["loopback, IPv4-mapped", () => to("[::ffff:127.0.0.1]")],
    ["loopback as one number", () => to("2130706433")],
    ["loopback in hexadecimal", () => to("0x7f.0.0.1")],
    ["loopback in octal", () => to("0177.0.0.1")],
    ["loopback in short", () => to("127.1")],
    ["loopback in full-width digits", () => to("１２７.０.０.１")],
    ["the unspecified address", () => to("0.0.0.0")],
    ["the unspecified address in IPv6", () => to("[::]")],
    ["a metadata address", () => "http://169.254.169.254/latest/meta-data/"],
    ["a metadata address in IPv6", () => "http://[fd00:ec2::254]/"],
    ["a name for loopback", () => to("home.example")],
    ["a name for loopback in IPv6", () => to("six.example")],
    ["a name for a mapped address", () => to("mapped.example")],
    ["a name for metadata", () => to("metadata.example")],
    ["a name of which one address is loopback", () => to("both.example")],
    ["a user's name that looks like a host", () => `http://world.example@${HOME}:${String(home.port)}/`],
    ["a user's password", () => `http://u:p@world.example:${String(world.port)}/`],
    ["a file", () => "file:///etc/passwd"],
    ["data", () => "data:text/plain,hello"],
    ["another protocol", () => `gopher://${WORLD}:${String(world.port)}/`],
  ])("refuses %s", async (_, url) => {
    const fetch = createGuardedFetch({ allow, lookup: names() });
    await expect(fetch(url())).rejects.toMatchObject({ code: "forbidden_address" });
    await expect(fetch(redirecting(url()))).rejects.toMatchObject({ code: "forbidden_address" });
    expect(home.connections()).toBe(0);
  });

  test("refuses what is no URL", async () => {
    const fetch = createGuardedFetch({ allow, lookup: names() });
    await expect(fetch("world.example")).rejects.toMatchObject({ code: "forbidden_address" });
    await expect(fetch(redirecting("http://[/"))).rejects.toMatchObject({ code: "forbidden_address" });
  });

  test("never says which address a forbidden name has", async () => {
    const fetch = createGuardedFetch({ allow, lookup: names() });
    const failure: unknown = await fetch(to("metadata.example")).catch((error: unknown) => error);
    expect(String(failure)).not.toContain("169.254");
  });

  test("asks for a name once a connection, and goes to what it was told then", async () => {
    const lookup = names();
    const fetch = createGuardedFetch({ allow, lookup });
    expect(await (await fetch(to("turning.example"))).text()).toBe("the world");
    expect(lookup.asked).toEqual(["turning.example"]);
  });

  test("refuses a name that has turned to a forbidden address by the time of the redirect back", async () => {
    const lookup = names();
    // A connection is kept per origin: another port makes another one.
    const other = await startHost(WORLD, (_request, response) => response.end("another"));
    const fetch = createGuardedFetch({ allow, lookup });
    const second = `http://turning.example:${String(other.port)}/`;
    const first = to("turning.example", `/?to=${encodeURIComponent(second)}`);
    await expect(fetch(first)).rejects.toMatchObject({ code: "forbidden_address" });
    expect(lookup.asked).toEqual(["turning.example", "turning.example"]);
    await other.stop();
  });

  test("says what else is wrong as fetch says it", async () => {
    const fetch = createGuardedFetch({ allow, lookup: names() });
    const unknown = { cause: { code: "ENOTFOUND" } };
    await expect(fetch(to("unknown.example"))).rejects.toMatchObject(unknown);
    await expect(fetch(to("nothing.example"))).rejects.toThrow("fetch failed");
  });

  test("keeps to the ports it was given", async () => {
    const fetch = createGuardedFetch({ allow, lookup: names(), ports: [80, 443] });
    await expect(fetch(to("world.example"))).rejects.toMatchObject({ code: "forbidden_address" });
  });

  test("follows five redirects, not a sixth", async () => {
    const fetch = createGuardedFetch({ allow, lookup: names() });
    const through = (count: number): string =>
      count === 0 ? "/end" : `/?to=${encodeURIComponent(through(count - 1))}`;
    expect((await fetch(to("world.example", through(5)))).status).toBe(200);
    await expect(fetch(to("world.example", through(6)))).rejects.toThrow("More than 5 redirects");
  });

  test("tells a secret to the origin that it is meant for, and to no other", async () => {
    const fetch = createGuardedFetch({ allow, lookup: names() });
    const headers = { authorization: "Bearer x" };
    await fetch(to("world.example", "/?to=/same"), { headers });
    await fetch(redirecting(to(WORLD, "/other")), { headers });
    expect(seen.map(({ path, authorization }) => [path.slice(0, 6), authorization])).toEqual([
      ["/?to=/", "Bearer x"],
      ["/same", "Bearer x"],
      ["/?to=h", "Bearer x"],
      ["/other", undefined],
    ]);
  });

  test("does not follow where a body would have to be sent again", async () => {
    const fetch = createGuardedFetch({ allow, lookup: names() });
    const response = await fetch(redirecting(to(HOME)), { method: "POST", body: "{}" });
    expect(response.status).toBe(302);
    expect(seen.map(({ body }) => body)).toEqual(["{}"]);
  });

  test("ends when it is told to", async () => {
    const silent = await startHost(WORLD, () => undefined);
    const fetch = createGuardedFetch({ allow, lookup: names() });
    const abortion = new AbortController();
    const answer = fetch(`http://${WORLD}:${String(silent.port)}/`, { signal: abortion.signal });
    abortion.abort();
    await expect(answer).rejects.toThrow(/abort/i);
    await silent.stop();
  });
});
