// Code that the layout rules must reject: a rule that matches nothing would look like a rule that holds.
import { ESLint } from 'eslint';
import { arrowsOf, cyclesOf, findFeatureCycles } from './feature-cycles.mjs';

const BOUNDARIES = '@nx/enforce-module-boundaries';

/** [the file it would stand in, the code, the rule that must speak] */
const REJECTED = [
  ['apps/media/src/app.module.ts', `import '@hearth/indexer';`, 'no-restricted-imports'],
  ['apps/media/src/app.module.ts', `import '../../indexer/src/app.module.js';`, BOUNDARIES],
  ['apps/web/src/main.tsx', `import '@hearth/platform';`, BOUNDARIES],
  ['apps/web/src/main.tsx', `import '@hearth/catalog';`, BOUNDARIES],
  ['libs/contracts/src/index.ts', `import '@hearth/platform';`, BOUNDARIES],
  ['libs/contracts/src/index.ts', `import 'rxjs';`, BOUNDARIES],
  ['libs/platform/src/index.ts', `import '@hearth/catalog';`, BOUNDARIES],
  ['libs/catalog/src/index.ts', `import '@hearth/media';`, 'no-restricted-imports'],
  ['libs/media-types/src/index.ts', `import '@hearth/platform';`, BOUNDARIES],
  ['libs/catalog/src/index.ts', `import '@hearth/media-types';`, BOUNDARIES],
  ['libs/testing/src/index.ts', `import '@hearth/media';`, 'no-restricted-imports'],
  ['deploy/native/src/index.ts', `import '@hearth/platform';`, BOUNDARIES],
  ['apps/e2e/src/index.ts', `import '../../media/src/app.module.js';`, BOUNDARIES],
  ['apps/e2e/src/index.ts', `import '@hearth/media';`, 'no-restricted-imports'],
  ['bench/src/stream.ts', `import '@hearth/media';`, 'no-restricted-imports'],
  ['apps/demo/src/main.ts', `import '@hearth/testing';`, BOUNDARIES],
  ['apps/demo/src/main.ts', `import '@hearth/platform';`, BOUNDARIES],
  ['apps/gateway/src/app.module.ts', `import '@hearth/testing';`, 'no-restricted-imports'],
  ['apps/analytics/src/config.ts', `export const url = process.env.URL;`, 'no-restricted-properties'],
  ['apps/media/src/app.module.ts', `export const x = 1 == 2;`, 'eqeqeq'],
  ['apps/indexer/src/config.ts', `export const add = (a, b) => a.push(...b);`, 'no-restricted-syntax'],
  ['libs/contracts/src/index.ts', `export const a = 1;\n`.repeat(400), 'max-lines'],
];

const eslint = new ESLint({ cwd: import.meta.dirname });
let passed = 0;
for (const [filePath, code, rule] of REJECTED) {
  const [result] = await eslint.lintText(code, { filePath, warnIgnored: true });
  if (result.messages.some(({ ruleId }) => ruleId === rule)) passed += 1;
  else process.stderr.write(`${rule} does not reject, in ${filePath}:\n    ${code.slice(0, 100)}\n`);
}
process.stdout.write(`Layout rules: ${passed} of ${REJECTED.length} pieces of forbidden code rejected.\n`);

/** Features lead to what they use, and never back. */
const WITHOUT_CIRCLES = [
  'apps/media',
  'apps/indexer',
  'apps/analytics',
  'apps/gateway',
  'apps/web',
  'deploy/native',
];

const CIRCULAR = [
  ['one/a.ts', `import type { B } from '../two/b.js';`],
  ['two/b.ts', `export { c } from '../three.js';`],
  ['three.ts', `const late = () => import('./one/a.js');`],
  ['four/d.ts', `import '../one/a.js';`],
];
const rejected = JSON.stringify(cyclesOf(arrowsOf(CIRCULAR))) === '[["one","three","two"]]';
if (!rejected) process.stderr.write('A circle of features is not found.\n');
const circles = WITHOUT_CIRCLES.flatMap((project) =>
  findFeatureCycles(import.meta.dirname, project).map((cycle) => `${project}: ${cycle.join(' ↔ ')}`),
);
for (const circle of circles) process.stderr.write(`These features lead to each other, in ${circle}\n`);
process.stdout.write(`Features of ${WITHOUT_CIRCLES.length} projects: ${circles.length} circles.\n`);
process.exitCode = passed === REJECTED.length && rejected && circles.length === 0 ? 0 : 1;
