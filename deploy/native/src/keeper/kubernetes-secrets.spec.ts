import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseKeeperSettings } from './keeper-settings.ts';
import { describeRingSecrets, holdsSame, packMaster, unpackMaster } from './kubernetes-secrets.ts';
import { makeKeyRings } from './make-key-rings.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const settings = parseKeeperSettings({ HEARTH_PUBLIC_URL: 'https://photos.example.org' });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the keys of a cluster', () => {
  it('are the same for every run that is given what the one before left', async () => {
    const first = await makeKeyRings(settings, at('first'), 'cluster');
    unpackMaster(packMaster(at('first')), at('second'));
    const second = await makeKeyRings(settings, at('second'), 'cluster');
    expect(second.rings).toEqual(first.rings);
    expect(second.renewed).toBe(false);
    expect(holdsSame(packMaster(at('first')), packMaster(at('second')))).toBe(true);
  });

  it('are the owner’s own where those are given', async () => {
    mkdirSync(at('secrets'));
    writeFileSync(at('secrets/redis-password'), 'a-password-of-the-owner');
    const { rings } = await makeKeyRings(settings, folder, 'cluster');
    expect(rings.redis['password']).toBe('a-password-of-the-owner');
  });

  it('are handed out as one Secret for each owner, with the files that compose has', async () => {
    const { rings } = await makeKeyRings(settings, folder, 'cluster');
    const secrets = describeRingSecrets(rings);
    expect(secrets.map(({ metadata }) => metadata.name)).toContain('hearth-keys-media');
    const media = secrets.find(({ metadata }) => metadata.name === 'hearth-keys-media');
    expect(Buffer.from(media?.data['public-url'] ?? '', 'base64').toString()).toBe(
      'https://photos.example.org',
    );
    // What a key of a Secret may be called.
    for (const { data } of [...secrets, packMaster(folder)])
      for (const name of Object.keys(data)) expect(name).toMatch(/^[-._a-zA-Z0-9]+$/);
    expect(JSON.stringify(secrets)).not.toContain(readFileSync(at('tls/ca.key')).toString('base64'));
  });

  it('need to know where the cluster is opened', async () => {
    await expect(makeKeyRings(parseKeeperSettings({}), folder, 'cluster')).rejects.toThrow(
      'HEARTH_PUBLIC_URL',
    );
  });

  it('never lie outside of their folder, whatever a Secret says', () => {
    unpackMaster({ data: { 'tls.../../evil': 'eA==', 'tls...': 'eA==', 'etc.passwd': 'eA==' } }, at('keys'));
    expect(() => readFileSync(at('evil'))).toThrow();
  });
});
