import { openWma } from "./asf/wma.js";
import { openPcm } from "./pcm/pcm.js";
import { partOf } from "./part.js";
import { withRest, type OpenDirectly } from "./port.js";
import { restBehindChunks } from "./rest/chunks.js";

/** Raw samples in WAV, W64, AIFF and CAF, and wma where it is taken; of other sound in these, at least where it ends. */
export const openChunked: OpenDirectly = async (recording, signal, formats) => {
  const restAt = await restBehindChunks(recording);
  const own = restAt === undefined ? recording : partOf(recording, 0, restAt);
  return withRest((await openPcm(own)) ?? (await openWma(own, signal, formats)), restAt);
};
