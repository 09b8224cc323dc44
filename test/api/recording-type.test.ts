import { describe, expect, test } from "vitest";
import { displayName } from "../../src/api/upload/file-name.js";
import { recordingType } from "../../src/api/upload/recording-type.js";

/** A file's first bytes in hex, as ffmpeg writes them, and then nothing of importance. */
function starting(hex: string): Buffer {
  return Buffer.concat([Buffer.from(hex, "hex"), Buffer.alloc(4_100)]).subarray(0, 4_100);
}

describe("the content's type", () => {
  test.each([
    ["RF64", "52463634ffffffff5741564564733634", "audio/wav"],
    ["Sony Wave64", "726966662e91cf11a5d628db04c10000", "audio/x-w64"],
    ["Sun audio", "2e736e64000000200001588800000003", "audio/basic"],
    ["SoX", "2e536f581c00000044ac000000000000", "audio/x-sox"],
    ["True Audio", "545441310100010010004" + "4ac000044ac0", "audio/x-tta"],
    ["DTS", "7ffe8001fc3c7ff022c001380001ef83", "audio/vnd.dts"],
    ["LATM", "56e10a200012081fe7f81ef01002630b", "audio/mp4a-latm"],
    ["raw ADTS", "fff15080", "audio/aac"],
    ["FLAC", "664c614300000022", "audio/flac"],
    ["MP3 without a tag", "fffb9064", "audio/mpeg"],
    ["MP3 with a tag longer than what is looked at", "494433030000000f7f7f", "audio/mpeg"],
    ["an iPhone's memo", "0000001c667479704d34412000000000", "audio/x-m4a"],
    ["Matroska", "1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b61", "video/matroska"],
    ["Windows Media", "3026b2758e66cf11a6d900aa0062ce6c", "application/vnd.ms-asf"],
  ])("is found for %s", async (_, hex, type) => {
    expect(await recordingType(starting(hex))).toBe(type);
  });

  test.each([
    ["nothing", ""],
    ["a MIDI score", "4d546864000000060001"],
    ["a tracker's module", "457874656e646564204d6f64756c653a20"],
    ["a JPEG", "ffd8ffe000104a46494600"],
    ["a program", "7f454c4602010100"],
  ])("is none for %s", async (_, hex) => {
    expect(await recordingType(Buffer.from(hex, "hex"))).toBeUndefined();
  });
});

describe("a file's name for showing", () => {
  test.each([
    ["a/b\\c.wav", "c.wav"],
    ["evil\u0000\r\nname\u202e.wav", "evilname.wav"],
    ["\ud800.wav", "\ufffd.wav"],
    ["..", ".."],
    ["/", "recording"],
    ["  \t", "recording"],
    ["x".repeat(400), "x".repeat(255)],
    [`${"🧀".repeat(100)}.flac`, `${"🧀".repeat(62)}.flac`],
  ])("%j is %j", (given, shown) => {
    expect(displayName(given)).toBe(shown);
    expect(Buffer.byteLength(displayName(given))).toBeLessThanOrEqual(255);
  });
});
