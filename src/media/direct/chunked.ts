import { openPcm } from "./pcm/pcm.js";
import { partOf } from "./part.js";
import { withRest, type OpenDirectly } from "./port.js";
import { restBehindChunks } from "./rest/chunks.js";

/** Raw samples in WAV, W64, AIFF and CAF; of other sound in these, and of wma, at least where it ends. */
export const openChunked: OpenDirectly = async (recording) => {
  const restAt = await restBehindChunks(recording);
  const own = restAt === undefined ? recording : partOf(recording, 0, restAt);
  return withRest(await openPcm(own), restAt);
};
