/** The page's own files, which make it work without a network. The build fills it in. */
declare const SHELL: { version: string; files: string[] };

const PREFIX = "diarist-shell-";
const CACHE = `${PREFIX}${SHELL.version}`;
const INDEX = "/index.html";
const FILES: ReadonlySet<string> = new Set(SHELL.files);

export async function fillCache(): Promise<void> {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache: what has no digest in its name may be of another version there.
  await cache.addAll(SHELL.files.map((file) => new Request(file, { cache: "no-cache" })));
}

export async function dropOldCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

export const isOfShell = (path: string): boolean => FILES.has(path);

/** A file of the shell, or from the network where somebody has emptied the cache. */
export async function fromShell(path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? (await fetch(path));
}

export const pageItself = (): Promise<Response> => fromShell(INDEX);
