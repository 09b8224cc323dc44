import { Assembly, type ChannelPiece, type Heard } from "../../src/domain/assembly.js";
import { transcriptSchema, type Recognition, type Transcript } from "../../src/domain/transcript.js";

/** A piece together with what was heard in it. */
export type HeardPiece = ChannelPiece & { recognition: Recognition };

/** The transcript as it is stored. */
export async function assembled(heard: Heard<HeardPiece>): Promise<Transcript> {
  const assembly = await new Assembly(heard).hear(({ recognition }) => Promise.resolve(recognition));
  return transcriptSchema.parse(JSON.parse([...assembly.finish().json()].join("")));
}
