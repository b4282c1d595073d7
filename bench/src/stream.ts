import { listDataFolders } from '@hearth/native';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeBigFile } from './media/make-big-file.ts';
import { makePictures } from './media/make-pictures.ts';
import { alternate, compareFigure } from './measure/alternate.ts';
import { startHouse, type HouseUnderLoad } from './measure/house-under-load.ts';
import { downloadWhole, runWrk, type Load } from './measure/load.ts';
import { readStackWorkers, startRawNginx, type RawNginx } from './measure/raw-nginx.ts';
import { describeMachine, formatTable, type ReportRow } from './measure/report.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';

const GIB = 2 ** 30;
const MIB = 2 ** 20;
const BIG_FILE_BYTES = 2 * GIB;
const PICTURES = 150;
const ROUNDS = 5;
const WRK_SECONDS = 4;
const RANGE_CONNECTIONS = 32;
const THUMBNAIL_CONNECTIONS = 64;
const INDEX_TIMEOUT_SEC = 240;

const cpuPerGb = ({ serverCpuSec, bytes }: Load) => serverCpuSec / (bytes / 1e9);
const mbPerSec = ({ bytes, wallSec }: Load) => bytes / 1e6 / wallSec;
const requestsPerSec = ({ requests, wallSec }: Load) => requests / wallSec;
const cpuUsPerRequest = ({ serverCpuSec, requests }: Load) => (serverCpuSec / requests) * 1e6;

interface Figure {
  of(load: Load): number;
  unit: string;
  goal?: ReportRow['goal'];
}

/** Which parts of the house the CPU time went to, from the most to the least. */
function describeShares(loads: readonly Load[]): string {
  const total = loads.reduce((sum, { serverCpuSec }) => sum + serverCpuSec, 0);
  return Object.keys(loads[0]?.cpuSecOfPart ?? {})
    .map((part) => ({ part, sec: loads.reduce((sum, load) => sum + (load.cpuSecOfPart[part] as number), 0) }))
    .filter(({ sec }) => sec / total >= 0.005)
    .sort((a, b) => b.sec - a.sec)
    .map(({ part, sec }) => `${part} ${Math.round((100 * sec) / total)}%`)
    .join(', ');
}

/** Runs both sides in turn and makes one row of each figure from the same rounds. */
async function compare(
  what: string,
  limit: () => Promise<Load>,
  ours: () => Promise<Load>,
  figures: Figure[],
): Promise<ReportRow[]> {
  process.stderr.write(`measuring ${what} …\n`);
  const rounds = await alternate(ROUNDS, limit, ours);
  process.stderr.write(`  of Hearth's CPU: ${describeShares(rounds.owns)}\n`);
  return figures.map(({ of, unit, goal }) => ({ what, unit, goal, ...compareFigure(rounds, of) }));
}

interface Sides {
  raw: RawNginx;
  house: HouseUnderLoad;
  folder: string;
  bigFileId: string;
  /** Paths below the derived folder and the signed addresses of the same pictures, in the same order. */
  thumbnails: { id: string; path: string; signedUrl: string }[];
}

function measureWholeFile({ raw, house, bigFileId }: Sides): Promise<ReportRow[]> {
  const headers = { Authorization: `Bearer ${house.client.token}` };
  return compare(
    'whole 2 GiB file',
    () => downloadWhole({ url: `${raw.url}/library/big.bin`, server: { nginx: raw.pid } }),
    () =>
      downloadWhole({
        url: `${house.stack.localUrl}/api/files/${bigFileId}/stream`,
        headers,
        server: house.parts,
      }),
    [
      { of: cpuPerGb, unit: 'CPU s/GB', goal: { atMost: 1.05 } },
      { of: mbPerSec, unit: 'MB/s' },
    ],
  );
}

function measureRanges({ raw, house, folder, bigFileId }: Sides): Promise<ReportRow[]> {
  const shared = {
    folder,
    connections: RANGE_CONNECTIONS,
    seconds: WRK_SECONDS,
    rangeBytes: MIB,
    fileBytes: BIG_FILE_BYTES,
  };
  const headers = { Authorization: `Bearer ${house.client.token}` };
  return compare(
    `1 MiB ranges × ${RANGE_CONNECTIONS}, each authorised`,
    () => runWrk({ ...shared, url: raw.url, paths: ['/library/big.bin'], server: { nginx: raw.pid } }),
    () =>
      runWrk({
        ...shared,
        url: house.stack.localUrl,
        paths: [`/api/files/${bigFileId}/stream`],
        headers,
        server: house.parts,
      }),
    [
      { of: cpuPerGb, unit: 'CPU s/GB', goal: { atMost: 1.3 } },
      { of: mbPerSec, unit: 'MB/s' },
    ],
  );
}

async function measureThumbnails({ raw, house, folder, thumbnails }: Sides): Promise<ReportRow[]> {
  const shared = { folder, connections: THUMBNAIL_CONNECTIONS, seconds: WRK_SECONDS };
  const plain = () =>
    runWrk({
      ...shared,
      url: raw.url,
      paths: thumbnails.map(({ path }) => `/derived/${path}`),
      server: { nginx: raw.pid },
    });
  const signed = await compare(
    'thumbnails, signed addresses',
    plain,
    () =>
      runWrk({
        ...shared,
        url: house.stack.localUrl,
        paths: thumbnails.map(({ signedUrl }) => signedUrl),
        server: house.parts,
      }),
    [
      { of: requestsPerSec, unit: 'requests/s', goal: { atLeast: 0.8 } },
      { of: cpuUsPerRequest, unit: 'CPU µs/request' },
    ],
  );
  const authorised = await compare(
    'thumbnails, each authorised',
    plain,
    () =>
      runWrk({
        ...shared,
        url: house.stack.localUrl,
        paths: thumbnails.map(({ id }) => `/api/files/${id}/thumbnail?size=grid`),
        headers: { Authorization: `Bearer ${house.client.token}` },
        server: house.parts,
      }),
    [
      { of: requestsPerSec, unit: 'requests/s' },
      { of: cpuUsPerRequest, unit: 'CPU µs/request' },
    ],
  );
  return [...signed, ...authorised];
}

function findThumbnails(house: HouseUnderLoad): Sides['thumbnails'] {
  return house.files
    .filter(({ thumbnailUrl }) => thumbnailUrl !== null)
    .map(({ id, thumbnailUrl }) => {
      const signedUrl = thumbnailUrl as string;
      return { id, signedUrl, path: new URL(signedUrl, house.stack.localUrl).pathname.replace(/^\/d\//, '') };
    });
}

await withScratchFolder(async (folder) => {
  process.stderr.write('making the media …\n');
  const libraryFolder = join(folder, 'library');
  mkdirSync(libraryFolder);
  makeBigFile(join(libraryFolder, 'big.bin'), BIG_FILE_BYTES);
  await makePictures({ folder: join(libraryFolder, 'pictures'), count: PICTURES, width: 640, height: 480 });

  process.stderr.write('starting a scratch Hearth and letting it index …\n');
  const house = await startHouse({ libraryFolder, fileCount: PICTURES + 1, timeoutSec: INDEX_TIMEOUT_SEC });
  const folders = listDataFolders(join(house.stack.folder, 'data'));
  const raw = await startRawNginx({
    folder: join(folder, 'raw-nginx'),
    served: { library: libraryFolder, derived: folders.derived },
    tlsFolder: folders.tls,
    workers: readStackWorkers(folders.nginx),
  });
  try {
    const bigFileId = house.files.find(({ name }) => name === 'big.bin')?.id as string;
    const sides: Sides = { raw, house, folder, bigFileId, thumbnails: findThumbnails(house) };
    const rows = [
      ...(await measureWholeFile(sides)),
      ...(await measureRanges(sides)),
      ...(await measureThumbnails(sides)),
    ];
    const tools = { nginx: ['-v'], wrk: ['-v'], curl: ['-V'] };
    console.log(
      `\nStreaming, medians of ${ROUNDS} rounds\n${describeMachine(tools)}\n\n${formatTable(rows, 'raw nginx')}`,
    );
  } finally {
    await raw.stop();
    await house.stack.stop();
  }
});
