import { expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ledger, parseLedger } from './ledger.ts';

it.each([
  ['', []],
  ['{"kind":"file","id":"a"}\n', [{ kind: 'file', id: 'a' }]],
  ['{"kind":"file","id":"a"}\n{"kind":"fi', [{ kind: 'file', id: 'a' }]],
  ['{"kind":"house","id":"a"}\n{"kind":"file","id":7}\n[]\n', []],
])('%j is read as %j', (text, made) => {
  expect(parseLedger(text)).toEqual(made);
});

it('remembers what was made, by kind and in its order, until it is removed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-ledger-'));
  const ledger = new Ledger(join(folder, 'data/demo.jsonl'));
  expect([ledger.isThere, ledger.list('file')]).toEqual([false, []]);
  ledger.add('file', 'a');
  ledger.add('person', 'p');
  ledger.add('file', 'b');
  expect([ledger.isThere, ledger.list('file'), ledger.list('person')]).toEqual([true, ['a', 'b'], ['p']]);
  ledger.remove();
  expect(ledger.isThere).toBe(false);
  rmSync(folder, { recursive: true });
});
