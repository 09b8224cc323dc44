/*
 * How containers begin. What is asked here stands where another recording has ended, so that a few letters are proof enough.
 */

import { IDENTITIES, isIdentity } from "../asf/objects.js";
import type { Mark } from "./search.js";

const EBML = 0x1a45dfa3;
const WAVE_GUID = Buffer.from("77617665f3acd3118cd100c04f8edb8a", "hex");
const MOST_FTYP_BYTES = 4096;
const BEGINS_STREAM = 2;
const STREAM_INFO = Buffer.from("664c614300000022", "hex");
const LAST_AND_STREAM_INFO = Buffer.from("664c614380000022", "hex");

/** By which beginnings are found; whether there is one is to be asked. */
export const CONTAINER_MARKS: readonly Mark[] = [
  ...["RIFF", "RF64", "BW64", "riff", "FORM", "caff", "OggS", "fLaC", "#!AM"].map((name) => ({
    mark: Buffer.from(name, "latin1"),
    before: 0,
  })),
  { mark: Buffer.from("ftyp", "latin1"), before: 4 },
  { mark: Buffer.from("1a45dfa3", "hex"), before: 0 },
  { mark: IDENTITIES.header.subarray(0, 4), before: 0 },
];

/** Whether a container of sound begins here. */
export function beginsContainer(data: Buffer): boolean {
  if (data.length < 12) return false;
  const name = data.toString("latin1", 0, 4);
  switch (name) {
    case "RIFF":
    case "RF64":
    case "BW64":
      return data.toString("latin1", 8, 12) === "WAVE";
    case "riff":
      return data.subarray(24, 40).equals(WAVE_GUID);
    case "FORM":
      return /^AIF[FC]$/.test(data.toString("latin1", 8, 12));
    case "caff":
      return data.readUInt16BE(4) === 1;
    case "OggS":
      return data[4] === 0 && ((data[5] ?? 0) & BEGINS_STREAM) !== 0;
    case "fLaC":
      return beginsFlac(data);
    case "#!AM":
      return /^#!AMR(?:-WB)?\n/.test(data.toString("latin1", 0, 9));
  }
  if (data.toString("latin1", 4, 8) === "ftyp") return data.readUInt32BE(0) <= MOST_FTYP_BYTES;
  return data.readUInt32BE(0) === EBML || isIdentity(data, 0, "header");
}

export function beginsFlac(data: Buffer): boolean {
  const head = data.subarray(0, STREAM_INFO.length);
  return head.equals(STREAM_INFO) || head.equals(LAST_AND_STREAM_INFO);
}
