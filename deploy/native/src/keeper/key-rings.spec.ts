import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureSecrets } from '../secrets.ts';
import { ensureCertificates } from '../tls/certificates.ts';
import { describeKeyRings, KEY_RING_GROUPS, type KeyRings } from './key-rings.ts';
import { writeKeyRings } from './write-key-rings.ts';

let folder: string;
let rings: KeyRings;
const groups = new Map<string, number>();
const noteGroup = (path: string, gid: number) => void groups.set(path.replace(/\.unfinished$/, ''), gid);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-keys-'));
  const secrets = ensureSecrets(join(folder, 'secrets'), undefined);
  const { files } = await ensureCertificates(join(folder, 'tls'));
  rings = describeKeyRings({
    secrets,
    certificates: files,
    publicUrl: 'https://192.168.1.5:8443',
    lanAddresses: ['192.168.1.5'],
    natsPeers: ['nats-1', 'nats-2', 'nats-3'],
  });
  groups.clear();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('key rings', () => {
  it('give the key that signs tokens to media alone, and the authority’s own key to nobody', () => {
    const holders = Object.entries(rings).filter(([, files]) =>
      Object.values(files).some((text) => text === rings.media['jwt-private-key.pem']),
    );
    expect(holders.map(([owner]) => owner)).toEqual(['media']);
    const authorityKey = readFileSync(join(folder, 'tls/ca.key'), 'utf8');
    expect(JSON.stringify(rings)).not.toContain(JSON.stringify(authorityKey).slice(1, -1));
  });

  it('give the indexer the way to its stores, and nothing that opens another service but its figures', () => {
    expect(Object.keys(rings.indexer).sort()).toEqual([
      'metrics-secret',
      'nats-url',
      'postgres-url',
      'redis-url',
    ]);
  });

  it('let servers of NATS know each other by a password that no service has', () => {
    const [, password] = /nats:\/\/route:([\w-]+)@nats-3:6222/.exec(rings.nats['cluster.conf'] ?? '') ?? [];
    expect(password).toHaveLength(43);
    const { nats: _, ...others } = rings;
    expect(JSON.stringify(others)).not.toContain(password);
  });

  it('let no TURN client into the house, but to this machine', () => {
    const turn = rings.turn['turnserver.conf'];
    expect(turn).toContain('denied-peer-ip=192.168.0.0-192.168.255.255');
    expect(turn).toContain('denied-peer-ip=127.0.0.0-127.255.255.255');
    expect(turn).toContain('allowed-peer-ip=192.168.1.5');
  });

  it('lie in a folder of each owner that only its group may read', () => {
    writeKeyRings(join(folder, 'rings'), rings, noteGroup);
    expect(readdirSync(join(folder, 'rings')).sort()).toEqual(Object.keys(KEY_RING_GROUPS).sort());
    for (const [owner, files] of Object.entries(rings)) {
      const place = join(folder, 'rings', owner);
      const gid = KEY_RING_GROUPS[owner as keyof typeof KEY_RING_GROUPS];
      expect(statSync(place).mode & 0o777).toBe(0o750);
      expect(groups.get(place)).toBe(gid);
      expect(readdirSync(place).sort()).toEqual(Object.keys(files).sort());
      for (const name of Object.keys(files)) {
        expect(statSync(join(place, name)).mode & 0o777).toBe(0o640);
        expect(groups.get(join(place, name))).toBe(gid);
      }
    }
  });

  it('are written again only where they changed, and lose what is no longer theirs', () => {
    const root = join(folder, 'rings');
    writeKeyRings(root, rings, noteGroup);
    writeFileSync(join(root, 'media/left-over'), '');
    const before = statSync(join(root, 'edge/server.key')).ino;
    writeKeyRings(root, { ...rings, edge: { ...rings.edge, 'server.crt': 'renewed' } }, noteGroup);
    expect(readFileSync(join(root, 'edge/server.crt'), 'utf8')).toBe('renewed');
    expect(statSync(join(root, 'edge/server.key')).ino).toBe(before);
    expect(readdirSync(join(root, 'media'))).not.toContain('left-over');
  });

  it('belong to the groups that the containers are put into', () => {
    const compose = readFileSync(join(import.meta.dirname, '../../../docker-compose.yml'), 'utf8');
    for (const [owner, gid] of Object.entries(KEY_RING_GROUPS)) {
      const service = compose.match(new RegExp(`^  ${owner}:\\n(?:^(?:    .*)?\\n)*`, 'm'))?.[0];
      expect(service).toContain(`group_add: ['${gid}']`);
    }
  });
});
