import { UPLOAD_CHUNK_BYTES } from '@hearth/contracts';
import { listDataFolders } from '@hearth/native';
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alternate, compareFigure } from './measure/alternate.ts';
import { median } from './measure/median.ts';
import { readProcesses, sumTree } from './measure/cpu-time.ts';
import { startHouse } from './measure/house-under-load.ts';
import { readStackWorkers, startRawNginx } from './measure/raw-nginx.ts';
import { describeMachine, formatTable, type ReportRow } from './measure/report.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';

const FILE_BYTES = 512 * 2 ** 20;
const ROUNDS = 3;

interface Upload {
  serverCpuSec: number;
  /** The same by the processes that it was counted from, in their order. */
  cpuSecOfEach: number[];
  wallSec: number;
}

const cpuPerGb = ({ serverCpuSec }: Upload) => serverCpuSec / (FILE_BYTES / 1e9);
const mbPerSec = ({ wallSec }: Upload) => FILE_BYTES / 1e6 / wallSec;

const content = randomBytes(FILE_BYTES);

/** CPU seconds of each of these process trees so far. */
function readCpuSec(pids: readonly number[]): number[] {
  const processes = readProcesses();
  return pids.map((pid) => sumTree(pid, processes));
}

async function measure(pids: readonly number[], send: () => Promise<void>): Promise<Upload> {
  const [cpuBefore, begun] = [readCpuSec(pids), performance.now()];
  await send();
  const wallSec = (performance.now() - begun) / 1000;
  const cpuSecOfEach = readCpuSec(pids).map((cpuSec, index) => cpuSec - (cpuBefore[index] as number));
  return { serverCpuSec: cpuSecOfEach.reduce((sum, cpuSec) => sum + cpuSec, 0), cpuSecOfEach, wallSec };
}

async function expectOk(answer: Response): Promise<Response> {
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
  return answer;
}

async function sendByTus(
  endpoint: string,
  pieceBytes: number,
  headers: Record<string, string>,
): Promise<void> {
  const name = `${randomUUID()}.bin`;
  const common = { 'tus-resumable': '1.0.0', ...headers };
  const created = await expectOk(
    await fetch(endpoint, {
      method: 'POST',
      headers: {
        ...common,
        'upload-length': String(FILE_BYTES),
        'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
      },
    }),
  );
  const url = new URL(created.headers.get('location') ?? '', endpoint);
  for (let offset = 0; offset < FILE_BYTES; offset += pieceBytes) {
    await expectOk(
      await fetch(url, {
        method: 'PATCH',
        headers: {
          ...common,
          'content-type': 'application/offset+octet-stream',
          'upload-offset': String(offset),
        },
        body: content.subarray(offset, offset + pieceBytes),
      }),
    );
  }
}

await withScratchFolder(async (folder) => {
  const [libraryFolder, putFolder, peerFolder] = ['library', 'put', 'peer'].map((name) => join(folder, name));
  for (const path of [libraryFolder, putFolder, peerFolder]) mkdirSync(path as string);
  const house = await startHouse({ libraryFolder: libraryFolder as string, fileCount: 0, timeoutSec: 60 });
  const peer = spawn(
    process.execPath,
    [join(import.meta.dirname, 'runners/tus-peer.ts'), peerFolder as string],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = (await once(peer.stdout, 'data')) as [Buffer];
  const folders = listDataFolders(join(house.stack.folder, 'data'));
  const raw = await startRawNginx({
    folder: join(folder, 'raw-nginx'),
    served: {},
    tlsFolder: folders.tls,
    workers: readStackWorkers(folders.nginx),
    more: `client_max_body_size 0;
    location /put/ { alias ${putFolder}/; dav_methods PUT; }
    location /files { proxy_pass http://127.0.0.1:${line.toString().trim()}; proxy_http_version 1.1;
      proxy_request_buffering off; proxy_buffering off; proxy_set_header X-Forwarded-Proto https;
      proxy_set_header X-Forwarded-Host $http_host; proxy_set_header Host $http_host; }`,
  });
  const clear = (path: string | undefined) => {
    for (const name of readdirSync(path as string))
      if (!name.startsWith('.')) rmSync(join(path as string, name));
  };
  try {
    const byPut = async () => {
      clear(putFolder);
      return measure([raw.pid], async () => {
        await expectOk(await fetch(`${raw.url}/put/${randomUUID()}`, { method: 'PUT', body: content }));
      });
    };
    const byPeer = async (pieceBytes: number) => {
      clear(peerFolder);
      return measure([raw.pid, peer.pid as number], () => sendByTus(`${raw.url}/files`, pieceBytes, {}));
    };
    const PARTS = ['nginx', 'media', 'postgres'] as const;
    const ours = async (pieceBytes: number) => {
      clear(libraryFolder);
      // What indexing the file costs afterwards is measured elsewhere.
      const pids = PARTS.map((part) => house.stack.pidOf(part) as number);
      const headers = { authorization: `Bearer ${house.client.token}` };
      return measure(pids, () => sendByTus(`${house.stack.localUrl}/api/uploads`, pieceBytes, headers));
    };
    const rows = async (
      what: string,
      pieceBytes: number,
      limit: (pieceBytes: number) => Promise<Upload>,
      goal?: ReportRow['goal'],
    ) => {
      process.stderr.write(`measuring against ${what} …\n`);
      const rounds = await alternate(
        ROUNDS,
        () => limit(pieceBytes),
        () => ours(pieceBytes),
      );
      const shares = PARTS.map((part, index) => {
        const perGb = rounds.owns.map(
          ({ cpuSecOfEach }) => (cpuSecOfEach[index] as number) / (FILE_BYTES / 1e9),
        );
        return `${part} ${median(perGb).toFixed(2)}`;
      });
      process.stderr.write(`CPU s/GB of ours: ${shares.join(', ')}\n`);
      return [
        { what: `against ${what}`, unit: 'CPU s/GB', goal, ...compareFigure(rounds, cpuPerGb) },
        { what: `against ${what}`, unit: 'MB/s', ...compareFigure(rounds, mbPerSec) },
      ];
    };
    const report = [
      ...(await rows('nginx PUT', UPLOAD_CHUNK_BYTES, byPut)),
      ...(await rows('@tus/server', UPLOAD_CHUNK_BYTES, byPeer, { atMost: 0.45 })),
      ...(await rows('@tus/server, in one piece', FILE_BYTES, byPeer, { atMost: 0.45 })),
    ];
    console.log(
      `\nUploading ${FILE_BYTES / 2 ** 20} MiB over TLS, medians of ${ROUNDS} rounds; ours alone hashed and synced\n` +
        `${describeMachine({ nginx: ['-v'] })}\n\n${formatTable(report, 'other')}`,
    );
  } finally {
    peer.kill('SIGTERM');
    await raw.stop();
    await house.stack.stop();
  }
});
