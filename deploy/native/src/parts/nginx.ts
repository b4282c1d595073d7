import { chmodSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import type { Part } from '../processes/part.ts';
import { workspaceRoot } from '../settings.ts';
import { StartupProblem } from '../startup-problem.ts';
import { renderTemplate } from './render-template.ts';

export interface NginxOptions {
  /** nginx's prefix: its configuration, pid file and temporary files. */
  folder: string;
  port: number;
  /** For plain HTTP; undefined: there is none. */
  httpPort: number | undefined;
  /** Undefined: every address of this machine. */
  bind: string | undefined;
  /** `host:port` of each service behind it. */
  upstreams: { media: string; analytics: string; gateway: string };
  webFolder: string;
  libraryFolder: string;
  derivedFolder: string;
  accessLogFolder: string;
  tlsFolder: string;
  linkSecret: string;
  /** What it shows the services with each request. */
  edgeSecret: string;
  /** The address of the owner's map tiles; pages may show pictures of its host. Undefined: of none but the hub. */
  mapTiles?: string | undefined;
  /** What must answer 200 before nginx counts as ready. */
  readyPath: string;
}

const TEMPLATE_FOLDER = join(workspaceRoot, 'deploy/nginx');
const CONFIGURATION_FILES = {
  'nginx.conf': 'nginx.conf.template',
  'hearth.conf': 'hearth.conf.template',
  'plain.conf': 'plain.conf.template',
  'upstreams.conf': 'upstreams.fixed.conf.template',
};
/** Beside the configuration and not in it, so that one can show that to others. */
const EDGE_SECRET_FILE = 'edge-secret.conf';

export function describeEdgeSecret(secret: string): string {
  return `map "" $hearth_edge_secret { default "${secret}"; }\n`;
}

const MIME_TYPES = '/etc/nginx/mime.types';

function listenLines(bind: string | undefined, port: number, how = ''): string {
  // Two sockets, so that IPv4 clients are logged as 192.168.1.20, not as ::ffff:192.168.1.20.
  if (bind === undefined) return `listen 0.0.0.0:${port}${how};\n  listen [::]:${port}${how} ipv6only=on;`;
  return `listen ${bind.includes(':') ? `[${bind}]` : bind}:${port}${how};`;
}

function hasIpv6(): boolean {
  try {
    return readFileSync('/proc/net/if_inet6', 'utf8').trim() !== '';
  } catch {
    return false;
  }
}

/** The true path, which `disable_symlinks` asks for (also of the log), fit to stand in the template's quotes. */
function getPlainRealPath(path: string): string {
  const realPath = realpathSync(path);
  // nginx reads `$` as the start of a variable and knows no way to write it plainly.
  if (/[$"\\\p{Cc}]/u.test(realPath)) {
    throw new StartupProblem(
      `nginx cannot work in a folder with $, ", \\ or control characters in its name: ${realPath}`,
    );
  }
  return realPath;
}

function writeNginxConfiguration(options: NginxOptions): void {
  const { folder } = options;
  mkdirSync(join(folder, 'temp'), { recursive: true });
  // nginx makes the last folder of the path for received bodies, not those above it.
  mkdirSync(join(options.libraryFolder, '.hearth/staging'), { recursive: true });
  chmodSync(folder, 0o700);
  const bind = options.bind ?? (hasIpv6() ? undefined : '0.0.0.0');
  const values = {
    // Started by root, the workers stay root: like the services, they must read whatever the owner put into the library
    // and write the access logs. Started by an ordinary user, nginx has no other user to be.
    HEARTH_USER_LINE: process.getuid?.() === 0 ? 'user root;' : '',
    HEARTH_MIME_TYPES: MIME_TYPES,
    HEARTH_LISTEN_LINES: listenLines(bind, options.port, ' ssl http2'),
    HEARTH_PLAIN_LISTEN_LINES: options.httpPort === undefined ? '' : listenLines(bind, options.httpPort),
    HEARTH_TRUST_ADDRESS: options.httpPort === undefined ? '/ca.crt' : `http://$host:${options.httpPort}/`,
    HEARTH_PUBLIC_PORT: String(options.port),
    HEARTH_TRUST_FOLDER: getPlainRealPath(join(TEMPLATE_FOLDER, 'trust')),
    HEARTH_MEDIA_ADDRESS: options.upstreams.media,
    HEARTH_ANALYTICS_ADDRESS: options.upstreams.analytics,
    HEARTH_GATEWAY_ADDRESS: options.upstreams.gateway,
    HEARTH_WEB_FOLDER: getPlainRealPath(options.webFolder),
    HEARTH_LIBRARY_FOLDER: getPlainRealPath(options.libraryFolder),
    HEARTH_DERIVED_FOLDER: getPlainRealPath(options.derivedFolder),
    HEARTH_ACCESS_LOG_FOLDER: getPlainRealPath(options.accessLogFolder),
    HEARTH_ACCESS_LOG_SUFFIX: '',
    HEARTH_TLS_FOLDER: getPlainRealPath(options.tlsFolder),
    HEARTH_MAP_TILES_ORIGIN: options.mapTiles === undefined ? '' : new URL(options.mapTiles).origin,
    HEARTH_LINK_SECRET: options.linkSecret,
  };
  for (const [name, source] of Object.entries(CONFIGURATION_FILES)) {
    const isWanted = name !== 'plain.conf' || options.httpPort !== undefined;
    const template = isWanted ? readFileSync(join(TEMPLATE_FOLDER, source), 'utf8') : '';
    writeFileSync(join(folder, name), renderTemplate(template, values), { mode: 0o600 });
  }
  writeFileSync(join(folder, EDGE_SECRET_FILE), describeEdgeSecret(options.edgeSecret), { mode: 0o600 });
}

/** What nginx answers by itself, whatever the services do. */
const OWN_PATH = '/trust-check';

/** Undefined when the edge answers with success at `readyPath` over TLS that its own authority vouches for. */
function findReasonEdgeNotReady(
  options: Pick<NginxOptions, 'port' | 'bind' | 'tlsFolder' | 'readyPath'>,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = request(
      {
        host: options.bind === undefined || options.bind === '0.0.0.0' ? '127.0.0.1' : options.bind,
        servername: 'localhost',
        port: options.port,
        path: options.readyPath,
        ca: readFileSync(join(options.tlsFolder, 'ca.crt')),
        timeout: 2_000,
        agent: false,
        checkServerIdentity: () => undefined,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        // Without an end when the other side died in the midst of it.
        answer.once('close', () => resolve('its answer was cut off'));
        answer.on('end', () => {
          if (answer.statusCode === 200 || answer.statusCode === 204) return resolve(undefined);
          const body = Buffer.concat(chunks).toString().slice(0, 500);
          resolve(`${options.readyPath} answers ${answer.statusCode}: ${body}`);
        });
      },
    );
    probe.once('timeout', () => probe.destroy(new Error('it gave no answer in time')));
    probe.once('error', (error) => resolve(error.message));
    probe.end();
  });
}

export function nginxPart(options: NginxOptions): Part {
  return {
    name: 'nginx',
    port: options.port,
    // Not QUIT: that would wait for every video that is being streamed.
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 2_000,
    readyTimeoutMs: 30_000,
    async prepare() {
      writeNginxConfiguration(options);
      return {
        file: 'nginx',
        args: ['-p', `${options.folder}/`, '-c', 'nginx.conf', '-e', 'stderr', '-g', 'daemon off;'],
        env: { TZ: 'UTC' },
      };
    },
    findReasonNotReady: () => findReasonEdgeNotReady(options),
    // A service that is away is no reason to start nginx again.
    findReasonNotServing: () => findReasonEdgeNotReady({ ...options, readyPath: OWN_PATH }),
  };
}
