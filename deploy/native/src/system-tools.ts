import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { findInstalledPostgresVersions } from './postgres-binaries.ts';
import { runCommand } from './processes/run-command.ts';

/** `turn`, `tv`: only where the owner wants these servers. */
export type Purpose = 'run' | 'turn' | 'tv' | 'test' | 'bench' | 'demo';

export interface SystemTool {
  tool: string;
  /** The Debian package that brings it. */
  package: string;
  why: string;
  neededFor: Purpose | readonly Purpose[];
  isThere: () => boolean | Promise<boolean>;
  /** What Debian would start at every boot from now on; Hearth runs its own. */
  units?: readonly string[];
}

const TOOL_FOLDERS = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin', '/usr/local/sbin'];

export function findTool(name: string): string | undefined {
  return TOOL_FOLDERS.filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

const onPath = (name: string) => () => findTool(name) !== undefined;

const SYSTEM_TOOLS: readonly SystemTool[] = [
  {
    tool: 'postgres',
    package: 'postgresql',
    why: 'keeps the catalogue, people and statistics',
    neededFor: 'run',
    isThere: () => findInstalledPostgresVersions().length > 0,
    units: ['postgresql'],
  },
  {
    tool: 'redis-server',
    package: 'redis-server',
    why: 'holds the queue of files to index',
    neededFor: 'run',
    isThere: onPath('redis-server'),
    units: ['redis-server'],
  },
  {
    tool: 'nats-server',
    package: 'nats-server',
    why: 'carries events between the services',
    neededFor: 'run',
    isThere: onPath('nats-server'),
    units: ['nats-server'],
  },
  {
    tool: 'nginx',
    package: 'nginx',
    why: 'is the edge: TLS, the app and every byte of media',
    neededFor: 'run',
    isThere: onPath('nginx'),
    units: ['nginx'],
  },
  {
    tool: 'ffmpeg',
    package: 'ffmpeg',
    why: 'reads videos and sounds, and makes posters',
    neededFor: 'run',
    isThere: onPath('ffmpeg'),
  },
  {
    tool: 'ffmpeg',
    package: 'ffmpeg',
    why: 'makes the films and songs of the demonstration',
    neededFor: 'demo',
    isThere: onPath('ffmpeg'),
  },
  {
    tool: 'heif-convert',
    package: 'libheif-examples',
    why: 'decodes the HEIC photos of iPhones',
    neededFor: 'run',
    isThere: onPath('heif-convert'),
  },
  {
    tool: 'djxl',
    package: 'libjxl-tools',
    why: 'decodes JPEG XL pictures that are meant for print',
    neededFor: 'run',
    isThere: onPath('djxl'),
  },
  {
    tool: 'pdftoppm',
    package: 'poppler-utils',
    why: 'draws the first page of a PDF',
    neededFor: 'run',
    isThere: onPath('pdftoppm'),
  },
  {
    tool: 'perl',
    package: 'perl',
    why: 'runs ExifTool for rare photo formats',
    neededFor: 'run',
    // A bare Debian has a perl without most of its modules.
    isThere: async () =>
      (await runCommand({ file: 'perl', args: ['-MTime::Local', '-MEncode', '-e', '1'] })).exitCode === 0,
  },
  {
    tool: 'setpriv',
    package: 'util-linux',
    why: 'ties the processes to their supervisor',
    neededFor: 'run',
    isThere: () => ['setpriv', 'unshare', 'prlimit'].every((name) => findTool(name) !== undefined),
  },
  {
    tool: 'turnserver',
    package: 'coturn',
    why: 'relays for devices that cannot reach each other (Drop across networks)',
    neededFor: 'turn',
    isThere: onPath('turnserver'),
    units: ['coturn'],
  },
  {
    tool: 'minidlnad',
    package: 'minidlna',
    why: 'shows the library to televisions (DLNA)',
    neededFor: 'tv',
    isThere: onPath('minidlnad'),
    units: ['minidlna'],
  },
  {
    tool: 'chromium',
    package: 'chromium',
    why: 'is the browser of the end-to-end tests and of what is measured in pages',
    neededFor: ['test', 'bench'],
    isThere: onPath('chromium'),
  },
  {
    tool: 'clamd',
    package: 'clamav-daemon',
    why: 'is the virus scanner that uploads are tested with',
    neededFor: 'test',
    isThere: onPath('clamd'),
    // The second one comes along and fetches signatures, which the tests do without.
    units: ['clamav-daemon', 'clamav-freshclam'],
  },
  {
    tool: 'tuspy',
    package: 'python3-tuspy',
    why: 'is a second client of resumable uploads, which the tests let talk to ours',
    neededFor: 'test',
    isThere: async () =>
      (await runCommand({ file: '/usr/bin/python3', args: ['-c', 'import tusclient'] })).exitCode === 0,
  },
  {
    tool: 'litmus',
    package: 'litmus',
    why: 'judges how WebDAV is spoken',
    neededFor: 'test',
    isThere: onPath('litmus'),
  },
  {
    tool: 'avifenc',
    package: 'libavif-bin',
    why: 'makes AVIF pictures of many kinds, which the tests look at',
    neededFor: 'test',
    isThere: onPath('avifenc'),
  },
  {
    tool: 'wrk',
    package: 'wrk',
    why: 'makes the load of the benchmarks',
    neededFor: 'bench',
    isThere: onPath('wrk'),
  },
  {
    tool: 'vips',
    package: 'libvips-tools',
    why: 'is what thumbnails are measured against',
    neededFor: 'bench',
    isThere: onPath('vips'),
  },
  {
    tool: 'openssl',
    package: 'openssl',
    why: 'is what hashing is measured against',
    neededFor: 'bench',
    isThere: onPath('openssl'),
  },
];

export async function listMissingTools(purposes: readonly Purpose[]): Promise<SystemTool[]> {
  const missing: SystemTool[] = [];
  for (const tool of SYSTEM_TOOLS) {
    if ([tool.neededFor].flat().some((purpose) => purposes.includes(purpose)) && !(await tool.isThere()))
      missing.push(tool);
  }
  return missing;
}
