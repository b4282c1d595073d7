import { findFreePort } from '@hearth/native';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** An nginx that does nothing but serve files over TLS: the limit that ours is held against. */
export interface RawNginx {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** `worker_processes` of the stack's own nginx, so that both have as many. */
function readWorkerProcesses(nginxConf: string): string {
  return /^\s*worker_processes\s+(\S+);/m.exec(nginxConf)?.[1] ?? '1';
}

function configuration(options: {
  port: number;
  workers: string;
  tlsFolder: string;
  served: Record<string, string>;
  folder: string;
  more?: string;
}): string {
  return `
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes ${options.workers};
pid ${options.folder}/nginx.pid;
error_log stderr warn;
daemon off;
events { worker_connections 2048; }
http {
  access_log off;
  default_type application/octet-stream;
  client_body_temp_path ${options.folder}/body; proxy_temp_path ${options.folder}/proxy;
  fastcgi_temp_path ${options.folder}/fastcgi; uwsgi_temp_path ${options.folder}/uwsgi; scgi_temp_path ${options.folder}/scgi;
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 65s;
  open_file_cache max=4000 inactive=5m;
  open_file_cache_valid 5m;
  server {
    listen 127.0.0.1:${options.port} ssl http2;
    ssl_protocols TLSv1.3;
    ssl_certificate ${options.tlsFolder}/server.crt;
    ssl_certificate_key ${options.tlsFolder}/server.key;
    ssl_conf_command Options KTLS;
    ${Object.entries(options.served)
      .map(([name, path]) => `location /${name}/ { alias ${path}/; }`)
      .join('\n    ')}
    ${options.more ?? ''}
  }
}
`;
}

async function waitUntilItListens(url: string, hasEnded: () => boolean): Promise<void> {
  const { port } = new URL(url);
  for (let attempt = 0; attempt < 200 && !hasEnded(); attempt += 1) {
    const connected = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: Number(port) });
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (connected) return;
    await delay(20);
  }
  throw new Error('The raw nginx did not start.');
}

/** Serves folders with the same certificate and as many workers as the stack's nginx. */
export async function startRawNginx(options: {
  folder: string;
  /** Folder by the first part of its path. */
  served: Record<string, string>;
  tlsFolder: string;
  workers: string;
  /** More of its server block. */
  more?: string;
}): Promise<RawNginx> {
  mkdirSync(options.folder, { recursive: true });
  const port = await findFreePort();
  const path = join(options.folder, 'nginx.conf');
  writeFileSync(path, configuration({ ...options, port }));
  const child = spawn('nginx', ['-p', options.folder, '-c', path, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `https://127.0.0.1:${port}`;
  await waitUntilItListens(url, () => child.exitCode !== null);
  return {
    url,
    pid: child.pid as number,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export function readStackWorkers(configFolder: string): string {
  return readWorkerProcesses(readFileSync(join(configFolder, 'nginx.conf'), 'utf8'));
}
