import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { OWNER_SETTINGS, type Setting, type SettingName } from '../owner-settings.ts';
import { SERVICE_NAMES } from '../service-names.ts';
import { workspaceRoot } from '../settings.ts';
import { buildKustomization, type Manifest } from './kustomization.ts';
import { findManifestFaults } from './manifest-types.ts';

const read = (path: string) => readFileSync(join(workspaceRoot, 'deploy', path), 'utf8');

interface Composed {
  services: Record<
    string,
    { image: string; init?: boolean; environment?: Record<string, string>; command?: string[] }
  >;
}

interface Probe {
  exec?: unknown;
  tcpSocket?: unknown;
  timeoutSeconds?: number;
}
interface StatefulSet {
  spec: {
    template: {
      spec: {
        shareProcessNamespace?: boolean;
        containers: Partial<Record<'livenessProbe' | 'startupProbe' | 'readinessProbe', Probe>>[];
      };
    };
  };
}
const compose = parse(read('docker-compose.yml'), { merge: true }) as Composed;
const stackText = read('swarm/stack.yml');
const stack = parse(stackText, { merge: true }) as Composed;
const overlays = ['single-node', 'cluster'] as const;
const manifestsOf = (overlay: string) =>
  buildKustomization(join(workspaceRoot, 'deploy/kubernetes/overlays', overlay));

const isDeploymentOf = (name: string) => (manifest: Manifest) =>
  manifest.kind === 'Deployment' && manifest.metadata.name === name;

/** What compose has, by the service whose name a part of a cluster begins with: `nats-2` is a `nats`. */
const composedAs = (name: string) => compose.services[name] ?? compose.services[name.split('-')[0] as string];
const plainImage = (image: string) =>
  image.replace('${STACK_REGISTRY:-}', '').replace(/:\$\{HEARTH_IMAGE_TAG:-latest\}$/, '');

/** Which only a cluster has; the services and the start of the edge read them. */
const OF_CLUSTERS = [
  ...[
    'HEARTH_NATS_REPLICAS',
    'HEARTH_NATS_PEERS',
    'HEARTH_NATS_NAME',
    'HEARTH_PRIMARY',
    'HEARTH_SERVICE_DOMAIN',
  ],
  ...['HEARTH_MEDIA_ADDRESS', 'HEARTH_ANALYTICS_ADDRESS', 'HEARTH_GATEWAY_ADDRESS'],
];

describe('deploy/swarm/stack.yml', () => {
  it('lets nothing be set but what the owner may set, with the same defaults', () => {
    const used = [...stackText.matchAll(/\$\{(HEARTH_\w+)(?::-([^}]*))?\}/g)];
    expect(used.length).toBeGreaterThan(20);
    for (const [, name, standard] of used) {
      if (name === 'HEARTH_IMAGE_TAG') continue;
      const setting = OWNER_SETTINGS[name as SettingName] as Setting | undefined;
      expect([name, standard]).toEqual([name, setting?.inContainers ?? setting?.standard ?? '']);
    }
  });

  it.each(Object.entries(stack.services))('runs the image of compose as %s', (name, { image }) => {
    expect(plainImage(image)).toBe(plainImage(composedAs(name)?.image ?? ''));
  });

  it.each([...SERVICE_NAMES])('gives %s what compose gives it', (name) => {
    const { HEARTH_NATS_REPLICAS, ...environment } = stack.services[name]?.environment ?? {};
    expect(HEARTH_NATS_REPLICAS).toBe('3');
    expect(environment).toEqual(compose.services[name]?.environment);
  });
});

it('what would ignore SIGTERM as the first process is not that one: coturn is told to end by an init', () => {
  expect(compose.services['turn']).toMatchObject({ image: expect.stringMatching(/^coturn\//), init: true });
});

describe('Postgres, which takes orphans of a broken check for servers of its own where it is the first process', () => {
  it('is not the first process in compose and Swarm', () => {
    const first = [compose, stack].flatMap(({ services }) =>
      Object.entries(services).filter(
        ([, { image, init }]) => image.startsWith('postgres:') && init !== true,
      ),
    );
    expect(first.map(([name]) => name)).toEqual([]);
  });

  it('is the first process of its pods, by whose number it knows its own lock, and checks leave no orphans there', () => {
    const pods = overlays
      .flatMap(manifestsOf)
      .filter(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name.startsWith('postgres'))
      .map((manifest) => (manifest as unknown as StatefulSet).spec.template.spec);
    expect(pods).toHaveLength(3);
    for (const { shareProcessNamespace, containers } of pods) {
      expect(shareProcessNamespace).toBeUndefined();
      for (const { livenessProbe, startupProbe, readinessProbe } of containers) {
        expect(livenessProbe?.tcpSocket).toEqual({ port: 'postgres' });
        expect([livenessProbe?.exec, startupProbe?.exec]).toEqual([undefined, undefined]);
        expect(readinessProbe?.timeoutSeconds).toBeGreaterThanOrEqual(10);
      }
    }
  });
});

describe.each(overlays)('deploy/kubernetes/overlays/%s', (overlay) => {
  const manifests = manifestsOf(overlay);
  const text = JSON.stringify(manifests);

  it('sets only what the owner may set, or what its parts read', () => {
    const settings = manifests.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
    const unknown = Object.keys(settings).filter(
      (name) => !(name in OWNER_SETTINGS) && !OF_CLUSTERS.includes(name),
    );
    expect(unknown).toEqual([]);
    for (const [name, value] of Object.entries(settings)) {
      const setting = OWNER_SETTINGS[name as SettingName] as Setting | undefined;
      const standard = setting?.inContainers ?? setting?.standard;
      if (standard !== undefined) expect([name, value]).toEqual([name, standard]);
    }
  });

  it('runs the images of compose', () => {
    const images = [...new Set([...text.matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image as string))];
    const composed = Object.values(compose.services).map(({ image }) => plainImage(image));
    expect(images.filter((image) => !composed.includes(image))).toEqual([]);
    expect(images).toHaveLength(9);
  });

  it.each([...SERVICE_NAMES])('gives %s what compose gives it, but for what the owner sets', (name) => {
    const given = [
      ...JSON.stringify(manifests.find(isDeploymentOf(name))).matchAll(
        /\{"name":"(\w+)","value":"([^"]*)"\}/g,
      ),
    ];
    const wanted = Object.entries(compose.services[name]?.environment ?? {}).filter(
      ([key, value]) => !value.startsWith('${') && key !== 'TZ',
    );
    expect(Object.fromEntries(given.map(([, key, value]) => [key, value]))).toEqual(
      Object.fromEntries(wanted),
    );
  });
});

describe('the API of Kubernetes', () => {
  it('knows all of the manifests', () => {
    expect(findManifestFaults(overlays.flatMap(manifestsOf))).toEqual([]);
  }, 300_000);

  it('does not know what is misspelt, of another kind or left out', () => {
    const media = JSON.stringify(manifestsOf('cluster').find(isDeploymentOf('media')));
    const broken = [
      ['"replicas"', '"replicaz"'],
      ['"readOnlyRootFilesystem"', '"readonlyRootFilesystem"'],
      ['"containerPort":8080', '"containerPort":"8080"'],
      ['"selector":{"matchLabels":{"app":"media"}},', ''],
    ].map(([right = '', wrong = '']) => JSON.parse(media.replace(right, wrong)) as Manifest);
    expect(findManifestFaults(broken)).toEqual([
      expect.stringContaining('replicaz'),
      expect.stringContaining('readonlyRootFilesystem'),
      expect.stringContaining('string'),
      expect.stringContaining('selector'),
    ]);
  }, 300_000);
});
