/** Samples as they lie in a file. `swapped` are those with the big end first. */
export interface SampleFormat {
  kind: "unsigned" | "signed" | "float" | "alaw" | "mulaw";
  bytes: 1 | 2 | 3 | 4 | 8;
  swapped: boolean;
}

/** Gives one sample, between -32,768 and 32,767. */
type ReadSample = (view: DataView, at: number) => number;

export function sampleReader({ kind, bytes, swapped }: SampleFormat): ReadSample {
  const littleEndFirst = !swapped;
  switch (kind) {
    case "unsigned":
      return (view, at) => (view.getUint8(at) - 128) * 256;
    case "alaw":
      return (view, at) => A_LAW[view.getUint8(at)] ?? 0;
    case "mulaw":
      return (view, at) => MU_LAW[view.getUint8(at)] ?? 0;
    case "float":
      return bytes === 4
        ? (view, at) => sane(view.getFloat32(at, littleEndFirst) * 2 ** 15)
        : (view, at) => sane(view.getFloat64(at, littleEndFirst) * 2 ** 15);
    case "signed":
      if (bytes === 2) return (view, at) => view.getInt16(at, littleEndFirst);
      if (bytes === 4) return (view, at) => view.getInt32(at, littleEndFirst) / 2 ** 16;
      // The two upper bytes are enough to hear by.
      return (view, at) => view.getInt16(littleEndFirst ? at + 1 : at, littleEndFirst);
  }
}

/** Files of floating-point samples may hold what is no number. */
function sane(sample: number): number {
  return Math.abs(sample) < 2 ** 20 ? sample : 0;
}

/** ITU-T G.711. */
const MU_LAW = Int16Array.from({ length: 256 }, (_, code) => {
  const inverted = ~code & 0xff;
  const magnitude = ((((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4)) - 0x84;
  return (inverted & 0x80) === 0 ? magnitude : -magnitude;
});

/** ITU-T G.711. */
const A_LAW = Int16Array.from({ length: 256 }, (_, code) => {
  const toggled = code ^ 0x55;
  const exponent = (toggled & 0x70) >> 4;
  const mantissa = ((toggled & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return (toggled & 0x80) === 0 ? -magnitude : magnitude;
});
