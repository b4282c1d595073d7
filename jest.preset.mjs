import { basename, join, relative } from 'node:path';

const workspaceRoot = import.meta.dirname;

const testing = join(workspaceRoot, 'libs/testing/src');

/** For a project whose integration tests use `startBackingServices`. */
export const sharedStores = {
  globalSetup: join(testing, 'start-shared-stores.mjs'),
  globalTeardown: join(testing, 'end-shared-stores.mjs'),
};

/** The Jest settings every project shares: ESM, decorators by SWC, workspace libraries read from their sources. */
export function preset(projectRoot, overrides = {}) {
  const name = relative(workspaceRoot, projectRoot).replaceAll('/', '-');
  return {
    displayName: basename(projectRoot),
    rootDir: projectRoot,
    roots: [join(projectRoot, 'src')],
    // How fast something is, is for bench/ to say: this only ends what hangs.
    testTimeout: 180_000,
    testEnvironment: 'node',
    testEnvironmentOptions: { customExportConditions: ['@hearth/source', 'node', 'node-addons'] },
    extensionsToTreatAsEsm: ['.ts', '.tsx'],
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'json', 'node'],
    transform: {
      '^.+\\.tsx?$': [
        '@swc/jest',
        {
          jsc: {
            target: 'es2024',
            parser: { syntax: 'typescript', tsx: true, decorators: true },
            transform: {
              ...{ legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
              react: { runtime: 'automatic' },
            },
          },
          module: { type: 'es6' },
          sourceMaps: 'inline',
        },
      ],
    },
    transformIgnorePatterns: ['/node_modules/(?!@hearth/)'],
    reporters: ['default', [join(workspaceRoot, 'jest.count-reporter.mjs'), { name }]],
    ...overrides,
  };
}
