/** Bits of a NAL unit's payload, most significant first, with the emulation prevention bytes taken out. */
class PayloadReader {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(nalUnit: Buffer) {
    const kept: number[] = [];
    for (let index = 0; index < nalUnit.length; index += 1) {
      const isPrevention = nalUnit[index] === 3 && nalUnit[index - 1] === 0 && nalUnit[index - 2] === 0;
      if (!isPrevention) kept.push(nalUnit[index] as number);
    }
    this.bytes = Buffer.from(kept);
  }

  get isExhausted(): boolean {
    return this.at > this.bytes.length * 8;
  }

  bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1, this.at += 1) {
      value = value * 2 + (((this.bytes[this.at >> 3] ?? 0) >> (7 - (this.at & 7))) & 1);
    }
    return value;
  }

  /** Unsigned Exp-Golomb (ITU-T H.265, 9.2). */
  ue(): number {
    let zeros = 0;
    while (this.bits(1) === 0 && zeros < 32 && !this.isExhausted) zeros += 1;
    return 2 ** zeros - 1 + this.bits(zeros);
  }
}

const SPS_NAL_TYPE = 33;

function findSps(config: Buffer): Buffer | undefined {
  let at = 23;
  for (let arrays = config[22] ?? 0; arrays > 0 && at + 3 <= config.length; arrays -= 1) {
    const type = (config[at] ?? 0) & 0x3f;
    let count = config.readUInt16BE(at + 1);
    at += 3;
    for (; count > 0 && at + 2 <= config.length; count -= 1) {
      const length = config.readUInt16BE(at);
      if (type === SPS_NAL_TYPE) return config.subarray(at + 2, at + 2 + length);
      at += 2 + length;
    }
  }
  return undefined;
}

function skipProfileTierLevel(reader: PayloadReader, maxSubLayersMinus1: number): void {
  reader.bits(88);
  reader.bits(8);
  const present: [profile: number, level: number][] = [];
  for (let layer = 0; layer < maxSubLayersMinus1; layer += 1) present.push([reader.bits(1), reader.bits(1)]);
  if (maxSubLayersMinus1 > 0) reader.bits(2 * (8 - maxSubLayersMinus1));
  for (const [profile, level] of present) {
    if (profile) reader.bits(88);
    if (level) reader.bits(8);
  }
}

/** Size in pixels after the conformance window, from an HEVCDecoderConfigurationRecord (ISO/IEC 14496-15, 8.3.2). */
export function readHevcSize(config: Buffer): { width: number; height: number } | undefined {
  const sps = findSps(config);
  if (!sps) return undefined;
  const reader = new PayloadReader(sps);
  reader.bits(16 + 4);
  const maxSubLayersMinus1 = reader.bits(3);
  reader.bits(1);
  skipProfileTierLevel(reader, maxSubLayersMinus1);
  reader.ue();
  const chroma = reader.ue();
  if (chroma === 3) reader.bits(1);
  const [codedWidth, codedHeight] = [reader.ue(), reader.ue()];
  const hasWindow = reader.bits(1) === 1;
  const [left = 0, right = 0, top = 0, bottom = 0] = hasWindow
    ? [reader.ue(), reader.ue(), reader.ue(), reader.ue()]
    : [];
  if (reader.isExhausted) return undefined;
  const [unitX, unitY] = [chroma === 1 || chroma === 2 ? 2 : 1, chroma === 1 ? 2 : 1];
  const width = codedWidth - unitX * (left + right);
  const height = codedHeight - unitY * (top + bottom);
  return width > 0 && height > 0 ? { width, height } : undefined;
}
