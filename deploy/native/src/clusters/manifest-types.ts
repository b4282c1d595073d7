import { join } from 'node:path';
import ts from 'typescript';
import { workspaceRoot } from '../settings.ts';
import type { Manifest } from './kustomization.ts';

const VIRTUAL_FILE = join(workspaceRoot, 'deploy/native/src/clusters/manifests.virtual.ts');
const OPTIONS: ts.CompilerOptions = {
  ...{ strict: true, noEmit: true, skipLibCheck: true, types: [] },
  ...{
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  },
};

/**
 * What is wrong with objects by the types of Kubernetes' API: names that it does not know, values of another kind, what is missing.
 * Unlike its JSON Schema, TypeScript refuses a property that a type does not have.
 */
export function findManifestFaults(manifests: readonly Manifest[]): string[] {
  const lines = manifests.map((manifest) => {
    const type = `import('kubernetes-models/${manifest.apiVersion}/${manifest.kind}').I${manifest.kind}`;
    return `export const _: ${type} = ${JSON.stringify(manifest)};`.replaceAll('\u2028', '');
  });
  const text = lines.map((line, at) => line.replace('_', `object${at}`)).join('\n');
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === VIRTUAL_FILE || fileExists(path);
  host.getSourceFile = (path, ...how) =>
    path === VIRTUAL_FILE
      ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2022)
      : getSourceFile(path, ...how);
  const program = ts.createProgram([VIRTUAL_FILE], OPTIONS, host);
  const source = program.getSourceFile(VIRTUAL_FILE);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ messageText, start = 0 }) => {
      const { kind, metadata } = manifests[
        source?.getLineAndCharacterOfPosition(start).line ?? 0
      ] as Manifest;
      return `${kind} ${metadata.name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    },
  );
}
