import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Who may import whom. `lint-rules.check.mjs` holds code that each of these rules must reject. */
const dependencyRule = {
  enforceBuildableLibDependency: false,
  allowCircularSelfDependency: false,
  banTransitiveDependencies: false,
  checkNestedExternalImports: false,
  depConstraints: [
    {
      sourceTag: 'layer:contracts',
      onlyDependOnLibsWithTags: [],
      allowedExternalImports: ['zod', '@jest/globals'],
    },
    { sourceTag: 'layer:platform', onlyDependOnLibsWithTags: ['layer:contracts', 'layer:testing'] },
    {
      sourceTag: 'layer:catalog',
      onlyDependOnLibsWithTags: ['layer:contracts', 'layer:platform', 'layer:testing'],
    },
    { sourceTag: 'layer:media-types', onlyDependOnLibsWithTags: ['layer:contracts'] },
    {
      sourceTag: 'layer:app',
      onlyDependOnLibsWithTags: [
        'layer:catalog',
        'layer:media-types',
        'layer:platform',
        'layer:contracts',
        'layer:testing',
      ],
    },
    { sourceTag: 'layer:web', onlyDependOnLibsWithTags: ['layer:contracts'] },
    { sourceTag: 'layer:native', onlyDependOnLibsWithTags: ['layer:testing'] },
    // It is for people, not for tests alone: what it makes, tests may use.
    { sourceTag: 'layer:demo', onlyDependOnLibsWithTags: ['layer:native', 'layer:contracts'] },
    {
      sourceTag: 'layer:testing',
      onlyDependOnLibsWithTags: ['layer:native', 'layer:platform', 'layer:contracts', 'layer:demo'],
    },
    {
      sourceTag: 'layer:e2e',
      onlyDependOnLibsWithTags: ['layer:native', 'layer:testing', 'layer:contracts', 'layer:demo'],
    },
    {
      sourceTag: 'layer:bench',
      onlyDependOnLibsWithTags: ['layer:native', 'layer:testing', 'layer:contracts'],
    },
  ],
};

/** Only tests may use the testing library: what ships must not. */
const noTestingInProduction = {
  group: ['@hearth/testing'],
  message: 'Only *.spec.ts and *.int-spec.ts may use the testing library.',
};

/** Nx resolves a relative path into an app, but not an app's package name, as apps export nothing. */
const noApps = {
  group: [
    '@hearth/media',
    '@hearth/indexer',
    '@hearth/analytics',
    '@hearth/gateway',
    '@hearth/web',
    '@hearth/e2e',
  ],
  message: 'Nothing imports an app.',
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/reports/**', '**/node_modules/**', '.nx/**', 'data/**', 'library/**'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', performance: 'readonly' },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/src/**/*.ts', '**/src/**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', dependencyRule],
      'no-restricted-imports': ['error', { patterns: [noApps] }],
    },
  },
  {
    files: [
      'apps/{media,indexer,analytics,gateway}/src/**/*.ts',
      'libs/{platform,catalog,contracts}/src/**/*.ts',
    ],
    ignores: ['**/*.spec.ts', '**/*.int-spec.ts', '**/main.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [noApps, noTestingInProduction] }],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only main.ts reads the environment; inject the parsed config.',
        },
      ],
    },
  },
  // Lists of these are as long as the library.
  {
    files: ['apps/{media,indexer}/src/**/*.ts', 'libs/{platform,catalog}/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.int-spec.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name=/^(push|unshift|splice)$/] > SpreadElement',
          message: 'As arguments of one call, some 120,000 are more than the stack holds: push one by one.',
        },
      ],
    },
  },
  // What Nest injects must be a value import, though TypeScript sees a type only.
  {
    files: ['apps/{media,indexer,analytics,gateway}/src/**/*.ts', 'libs/{platform,catalog}/src/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  { files: ['deploy/native/**/*.ts', 'bench/**/*.ts', '**/scripts/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.spec.ts', '**/*.int-spec.ts', 'apps/e2e/**/*.ts'], rules: { 'max-lines': 'off' } },
);
