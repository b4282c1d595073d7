/** Bit rates in kbit/s by version and layer (ISO/IEC 11172-3, 2.4.2.3; 13818-3, 2.4.2.3). */
const BIT_RATES = {
  mpeg1: {
    1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  },
  mpeg2: {
    1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    3: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  },
} as const;
const SAMPLE_RATES = [44_100, 48_000, 32_000] as const;

export interface MpegAudioFrame {
  layer: 1 | 2 | 3;
  bitRateKbps: number;
  lengthBytes: number;
}

/** Reads one frame header; undefined for what is none, or one of free bit rate. */
export function readFrameHeader(bytes: Buffer, at: number): MpegAudioFrame | undefined {
  const [sync = 0, version = 0, rates = 0] = bytes.subarray(at, at + 3);
  if (sync !== 0xff || (version & 0xe0) !== 0xe0 || (version & 0x18) === 0x08) return undefined;
  const layer = (4 - ((version >> 1) & 3)) as 1 | 2 | 3 | 4;
  const sampleRate = SAMPLE_RATES[(rates >> 2) & 3];
  if (layer === 4 || sampleRate === undefined) return undefined;
  const generation = (version >> 3) & 3;
  const bitRateKbps = BIT_RATES[generation === 3 ? 'mpeg1' : 'mpeg2'][layer][rates >> 4];
  if (!bitRateKbps) return undefined;
  const hz = sampleRate / (generation === 3 ? 1 : generation === 2 ? 2 : 4);
  const padding = (rates >> 1) & 1;
  const perSecond = (bitRateKbps * 1000) / hz;
  const samples = layer === 3 && generation !== 3 ? 72 : 144;
  const lengthBytes =
    layer === 1 ? (Math.floor(12 * perSecond) + padding) * 4 : Math.floor(samples * perSecond) + padding;
  return { layer, bitRateKbps, lengthBytes };
}

/**
 * Whether the length of a layer III stream can be told from its beginning: it says so itself (Xing, Info, VBRI) or
 * keeps one bit rate.
 */
export function hasKnowableLength(start: Buffer): boolean {
  const first = readFrameHeader(start, 0);
  if (first?.layer !== 3) return false;
  const header = start.toString('latin1', 0, Math.min(first.lengthBytes, 256));
  if (/Xing|Info|VBRI/.test(header)) return true;
  for (let at = 0; at + 4 <= start.length;) {
    const frame = readFrameHeader(start, at);
    if (frame?.layer !== 3 || frame.bitRateKbps !== first.bitRateKbps) return false;
    at += frame.lengthBytes;
  }
  return true;
}
