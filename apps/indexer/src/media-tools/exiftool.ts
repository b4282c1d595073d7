import type { ExifTool } from 'exiftool-vendored';
import { confinement, ToolFailed } from './confined-process.js';

/**
 * ExifTool as one persistent process that ends itself when nobody asks. For raws and rare pictures only: what the
 * readers in process know is a hundred times cheaper there.
 */

const TASK_TIMEOUT_MS = 20_000;
const IDLE_MS = 60_000;
const MEMORY_BYTES = 1024 ** 3;

let running: Promise<ExifTool> | undefined;

function getExifTool(): Promise<ExifTool> {
  return (running ??= startExifTool());
}

async function startExifTool(): Promise<ExifTool> {
  // Few libraries hold a raw: until one does, its 2 MB are not loaded.
  const { ExifTool, exiftoolPath } = await import('exiftool-vendored');
  const command = [...(await confinement(`--as=${MEMORY_BYTES}`)), 'perl', await exiftoolPath()];
  const [program = '', ...args] = command;
  return new ExifTool({
    maxProcs: 1,
    taskTimeoutMillis: TASK_TIMEOUT_MS,
    maxIdleMsPerProcess: IDLE_MS,
    taskRetries: 0,
    exiftoolPath: program,
    exiftoolArgs: [...args, '-stay_open', 'True', '-@', '-'],
    ignoreShebang: false,
  });
}

/** Arguments reach ExifTool one a line: a name with a line break would be more than a name. */
function refuseLineBreaks(path: string): void {
  if (/[\r\n]/.test(path)) throw new ToolFailed('exiftool', 'failed', 'a line break in the name');
}

/**
 * All tags of a file under ExifTool's names, numbers as numbers.
 *
 * @throws ToolFailed
 */
export async function readExifToolTags(path: string): Promise<Record<string, unknown>> {
  refuseLineBreaks(path);
  try {
    return (await (
      await getExifTool()
    ).readRaw(path, { readArgs: ['-n', '-fast'], useMWG: false })) as Record<string, unknown>;
  } catch (error) {
    throw new ToolFailed('exiftool', 'failed', error instanceof Error ? error.message : String(error));
  }
}

/** Previews that cameras embed, the largest kinds first. */
const PREVIEW_TAGS = ['JpgFromRaw', 'PreviewImage', 'OtherImage', 'ThumbnailImage'] as const;

/** The pictures that a camera left in its raw file, encoded, the largest first; without those that lie beyond the end of a cut one. */
export async function* readEmbeddedPreviews(path: string): AsyncGenerator<Buffer> {
  refuseLineBreaks(path);
  for (const tag of PREVIEW_TAGS) {
    const exiftool = await getExifTool();
    const preview = await exiftool.extractBinaryTagToBuffer(tag, path).catch(() => undefined);
    if (preview && preview.length > 0) yield preview;
  }
}

/** Ends the process, if one runs, for tests: with the indexer it ends by itself, when its input does. */
export async function closeExifTool(): Promise<void> {
  const closing = running;
  running = undefined;
  await (await closing)?.end();
}
