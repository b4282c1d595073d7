import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCpuSec } from './cpu-time.ts';
import { runCommand } from './run-command.ts';

export interface Load {
  requests: number;
  bytes: number;
  wallSec: number;
  /** CPU seconds of the measured server's process trees. */
  serverCpuSec: number;
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

export function parseWrkSummary(output: string): WrkSummary {
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
  serverPids: readonly number[];
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
  const cpuBefore = readCpuSec(options.serverPids);
  const { stdout } = await runCommand('wrk', args);
  const serverCpuSec = readCpuSec(options.serverPids) - cpuBefore;
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
  };
}

/** One whole file by curl. */
export async function downloadWhole(options: {
  url: string;
  headers?: Record<string, string>;
  serverPids: readonly number[];
}): Promise<Load> {
  const headers = Object.entries(options.headers ?? {}).flatMap(([name, value]) => [
    '-H',
    `${name}: ${value}`,
  ]);
  const cpuBefore = readCpuSec(options.serverPids);
  const { stdout, wallSec } = await runCommand('curl', [
    ...['-sS', '--fail', '--insecure', '--http1.1', '--tlsv1.3', '-o', '/dev/null', '-w', '%{size_download}'],
    ...headers,
    options.url,
  ]);
  return {
    requests: 1,
    bytes: Number(stdout),
    wallSec,
    serverCpuSec: readCpuSec(options.serverPids) - cpuBefore,
  };
}
