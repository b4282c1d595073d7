import type { EventDefinition } from '@hearth/contracts';
import { z } from 'zod';
import type { JsonObject } from './openapi.ts';

const INTRODUCTION = `# Events

What the services of Hearth tell each other over NATS. This page is made from \`libs/contracts\` by
\`npm run generate\`; do not edit it.

A subject is \`hearth.<context>.<noun>.<past participle>.v<major>\`. Events are kept in the stream \`HEARTH\` for 8 days
and come at least once, so who hears them is idempotent on \`id\`; those below \`hearth.live.\` are never stored. Each event is
JSON: \`{id, occurredAt, correlationId, payload}\`.`;

/** The event catalogue, in Markdown. */
export function describeEvents(events: readonly EventDefinition[]): string {
  const ordered = [...events].sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const overview = ordered.map(({ subject, summary, publishers, consumers }) =>
    rowOf([`[\`${subject}\`](#${anchorOf(subject)})`, summary, publishers.join(', '), consumers.join(', ')]),
  );
  return (
    [
      INTRODUCTION,
      ['| subject | tells | published by | heard by |', '|---|---|---|---|', ...overview].join('\n'),
      ...ordered.map(sectionOf),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

function sectionOf({ subject, payload }: EventDefinition): string {
  const schema = z.toJSONSchema(payload, { io: 'output', unrepresentable: 'any' }) as JsonObject;
  const fields = Object.entries((schema['properties'] ?? {}) as Record<string, JsonObject>).map(
    ([name, field]) => rowOf([`\`${name}\``, typeOf(field)]),
  );
  return [`## ${subject}`, '', '| field | type |', '|---|---|', ...fields].join('\n');
}

/** A type in words: `uuid`, `integer or null`, `list of number`. */
export function typeOf(schema: JsonObject): string {
  const alternatives = (schema['anyOf'] ?? schema['oneOf']) as JsonObject[] | undefined;
  if (alternatives) return alternatives.map(typeOf).join(' or ');
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => `\`${String(value)}\``).join(', ');
  if (Array.isArray(schema['prefixItems']))
    return `[${(schema['prefixItems'] as JsonObject[]).map(typeOf).join(', ')}]`;
  if (schema['type'] === 'array') return `list of ${typeOf((schema['items'] ?? {}) as JsonObject)}`;
  if (typeof schema['format'] === 'string') return schema['format'];
  const types = [schema['type'] ?? 'anything'].flat();
  return types.join(' or ');
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** As GitHub makes it from a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
