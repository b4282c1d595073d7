import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../settings.ts';

const read = (path: string) => readFileSync(join(workspaceRoot, 'deploy', path), 'utf8');

const listPlaceholders = (template: string) =>
  [...template.matchAll(/^[^#\n]*\$\{([A-Z_]+)\}/gm)].map((match) => match[1] as string);

describe('the edge’s start in containers', () => {
  it.each(['nginx.conf', 'hearth.conf', 'plain.conf', 'upstreams.found.conf'])(
    'knows every name that %s asks for',
    (name) => {
      const start = read('containers/edge/start');
      const unknown = listPlaceholders(read(`nginx/${name}.template`)).filter(
        (placeholder) => placeholder !== 'NAME' && !start.includes(`${placeholder}=`),
      );
      expect(unknown).toEqual([]);
    },
  );
});

describe('where the edge in containers looks for the services', () => {
  const DOCKER = 'nameserver 127.0.0.11\nsearch fritz.box\noptions ndots:0\n';

  function findAddresses(settings: Record<string, string>, resolvConf = DOCKER): string {
    const folder = mkdtempSync(join(tmpdir(), 'hearth-resolv-'));
    const path = join(folder, 'resolv.conf');
    writeFileSync(path, resolvConf);
    try {
      return execFileSync('sh', [join(workspaceRoot, 'deploy/containers/edge/start'), 'addresses'], {
        env: { PATH: process.env['PATH'], HEARTH_RESOLV_CONF: path, ...settings },
        encoding: 'utf8',
        stdio: 'pipe',
      }).trim();
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it('is by their names in compose, whatever domains the machine searches', () => {
    expect(findAddresses({})).toBe('media:8080 analytics:8080 gateway:8080 by 127.0.0.11');
  });

  it('is each copy of them on Swarm', () => {
    const settings = { HEARTH_MEDIA_ADDRESS: 'tasks.media:8080', HEARTH_GATEWAY_ADDRESS: 'tasks.gateway:81' };
    expect(findAddresses(settings)).toMatch(/^tasks\.media:8080 analytics:8080 tasks\.gateway:81 by /);
  });

  it('is the domain of a namespace on Kubernetes, for names that have none', () => {
    const settings = {
      HEARTH_SERVICE_DOMAIN: 'photos.svc.cluster.local',
      HEARTH_GATEWAY_ADDRESS: 'live.example.org:80',
    };
    const domain = 'photos.svc.cluster.local';
    expect(findAddresses(settings, 'search x\nnameserver 10.96.0.10\nnameserver fd00::a\n')).toBe(
      `media.${domain}:8080 analytics.${domain}:8080 live.example.org:80 by 10.96.0.10 [fd00::a]`,
    );
  });

  it('is what the owner says of name servers', () => {
    expect(findAddresses({ HEARTH_RESOLVER: '10.0.0.53' })).toMatch(/ by 10\.0\.0\.53$/);
  });

  it.each(['media', 'media:8080; return 200', 'media:http'])('is nowhere when it reads %s', (address) => {
    expect(() => findAddresses({ HEARTH_MEDIA_ADDRESS: address })).toThrow(
      'HEARTH_MEDIA_ADDRESS must be name:port',
    );
  });
});
