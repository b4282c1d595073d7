import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProcesses, sumTree } from './cpu-time.ts';
import { runCommand } from './run-command.ts';

export interface Load {
  requests: number;
  bytes: number;
  wallSec: number;
  /** CPU seconds of the measured server, all its parts together, and of each. */
  serverCpuSec: number;
  cpuSecOfPart: Record<string, number>;
}

/** The measured server: the root of the process tree of each of its parts. */
export type ServerParts = Readonly<Record<string, number>>;

function readCpuSecOfParts(parts: ServerParts): Record<string, number> {
  const processes = readProcesses();
  return Object.fromEntries(Object.entries(parts).map(([name, pid]) => [name, sumTree(pid, processes)]));
}

/** Runs a load and says what it cost the server meanwhile. */
async function withServerCpu<T>(
  parts: ServerParts,
  load: () => Promise<T>,
): Promise<T & Pick<Load, 'serverCpuSec' | 'cpuSecOfPart'>> {
  const before = readCpuSecOfParts(parts);
  const outcome = await load();
  const after = readCpuSecOfParts(parts);
  const cpuSecOfPart = Object.fromEntries(
    Object.keys(parts).map((name) => [name, (after[name] as number) - (before[name] as number)]),
  );
  const serverCpuSec = Object.values(cpuSecOfPart).reduce((sum, sec) => sum + sec, 0);
  return { ...outcome, serverCpuSec, cpuSecOfPart };
}

interface WrkSummary {
  requests: number;
  bytes: number;
  durationUs: number;
  badStatus: number;
  socketErrors: number;
}

/** Lua for wrk: what to ask for in turn, and one line of JSON at the end. */
function wrkScript(options: {
  paths: string[];
  rangeBytes?: number;
  fileBytes?: number;
  headers: Record<string, string>;
}): string {
  const lua = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return `
local paths = { ${options.paths.map(lua).join(', ')} }
local headers = { ${Object.entries(options.headers)
    .map(([name, value]) => `[${lua(name)}] = ${lua(value)}`)
    .join(', ')} }
local range = ${options.rangeBytes ?? 0}
local slots = ${options.rangeBytes === undefined ? 1 : Math.floor((options.fileBytes as number) / options.rangeBytes)}
local at = 0
function setup(thread) counter = (counter or 0) + 1; thread:set("seed", counter) end
function init(args) math.randomseed(seed); at = seed * 37 end
function request()
  at = at + 1
  if range > 0 then
    local from = math.random(0, slots - 1) * range
    headers["Range"] = "bytes=" .. from .. "-" .. (from + range - 1)
  end
  return wrk.format("GET", paths[at % #paths + 1], headers)
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("\\nRESULT {\\"requests\\":%d,\\"bytes\\":%d,\\"durationUs\\":%d,\\"badStatus\\":%d,\\"socketErrors\\":%d}\\n",
    summary.requests, summary.bytes, summary.duration, e.status, e.connect + e.read + e.write + e.timeout))
end
`;
}

function parseWrkSummary(output: string): WrkSummary {
  const line = output.split('\n').find((one) => one.startsWith('RESULT '));
  if (line === undefined) throw new Error(`wrk gave no result: ${output}`);
  return JSON.parse(line.slice('RESULT '.length)) as WrkSummary;
}

/** Many connections for some seconds; any answer that is not a success makes the figure worthless and throws. */
export async function runWrk(options: {
  folder: string;
  url: string;
  paths: string[];
  connections: number;
  seconds: number;
  headers?: Record<string, string>;
  rangeBytes?: number;
  fileBytes?: number;
  server: ServerParts;
}): Promise<Load> {
  const script = join(options.folder, 'load.lua');
  writeFileSync(script, wrkScript({ headers: {}, ...options }));
  const args = [
    '-t2',
    `-c${options.connections}`,
    `-d${options.seconds}s`,
    '--timeout',
    '20s',
    '-s',
    script,
    options.url,
  ];
  const { stdout, serverCpuSec, cpuSecOfPart } = await withServerCpu(options.server, () =>
    runCommand('wrk', args),
  );
  const summary = parseWrkSummary(stdout);
  if (summary.badStatus + summary.socketErrors > 0 || summary.requests === 0) {
    throw new Error(
      `${options.url}: ${summary.badStatus} refusals and ${summary.socketErrors} socket errors of ${summary.requests}`,
    );
  }
  return {
    requests: summary.requests,
    bytes: summary.bytes,
    wallSec: summary.durationUs / 1e6,
    serverCpuSec,
    cpuSecOfPart,
  };
}

/** One whole file by curl. */
export async function downloadWhole(options: {
  url: string;
  headers?: Record<string, string>;
  server: ServerParts;
}): Promise<Load> {
  const headers = Object.entries(options.headers ?? {}).flatMap(([name, value]) => [
    '-H',
    `${name}: ${value}`,
  ]);
  const args = [
    '-sS',
    '--fail',
    '--insecure',
    '--http1.1',
    '--tlsv1.3',
    '-o',
    '/dev/null',
    '-w',
    '%{size_download}',
  ];
  const { stdout, wallSec, serverCpuSec, cpuSecOfPart } = await withServerCpu(options.server, () =>
    runCommand('curl', [...args, ...headers, options.url]),
  );
  return { requests: 1, bytes: Number(stdout), wallSec, serverCpuSec, cpuSecOfPart };
}
