import { describe, expect, it } from '@jest/globals';
import { defineEndpoint, defineEvent, endpoints, events, fileSummary, listOf } from '@hearth/contracts';
import { z } from 'zod';
import { describeEvents, typeOf } from './event-catalogue.ts';
import { findFlaws } from './openapi-flaws.ts';
import { describeApi, problemsOf, type JsonObject } from './openapi.ts';

const listThings = defineEndpoint({
  name: 'listThings',
  service: 'media',
  method: 'GET',
  path: '/api/things/:id/parts',
  access: 'editor',
  summary: 'Lists the parts of a thing.',
  params: z.object({ id: z.uuid() }),
  query: z.object({
    limit: z.coerce.number().int().max(200).default(50),
    after: z.string().optional(),
    of: z.string(),
  }),
  response: listOf(fileSummary),
  problems: ['request.invalid'],
});
const removeThing = defineEndpoint({
  name: 'removeThing',
  service: 'gateway',
  method: 'DELETE',
  path: '/api/things/:id/parts',
  access: 'open',
  summary: 'Removes them.',
  params: z.object({ id: z.uuid() }),
  body: z.object({ why: z.string() }).optional(),
});

describe('describeApi', () => {
  const document = describeApi([listThings, removeThing], '1.2.3');
  const paths = document['paths'] as Record<string, Record<string, JsonObject>>;
  const { get, delete: remove } = paths['/api/things/{id}/parts'] ?? {};

  it('puts the methods of one path together', () => {
    expect(Object.keys(paths)).toEqual(['/api/things/{id}/parts']);
    expect([get?.['operationId'], remove?.['operationId']]).toEqual(['listThings', 'removeThing']);
  });

  it('tells which parameters there are, and which must be given', () => {
    expect(get?.['parameters']).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', maximum: 200, default: 50 } },
      { name: 'after', in: 'query', required: false, schema: { type: 'string' } },
      { name: 'of', in: 'query', required: true, schema: { type: 'string' } },
    ]);
  });

  it('asks for a token where one is needed, and only there', () => {
    expect(get?.['security']).toEqual([{ bearer: [] }, { cookie: [] }]);
    expect(remove?.['security']).toEqual([]);
  });

  it('describes a named shape once and refers to it', () => {
    expect(JSON.stringify(get?.['responses'])).toContain('"items":{"$ref":"#/components/schemas/File"}');
    const { schemas } = document['components'] as { schemas: JsonObject };
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['File', 'Problem']));
    expect(JSON.stringify(schemas)).not.toContain('$defs');
  });

  it('lists every problem under its status', () => {
    const responses = get?.['responses'] as Record<string, JsonObject>;
    expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '500', '503']);
    expect(responses['401']?.['description']).toContain('`auth.token-expired`');
    expect(JSON.stringify(responses['403']?.['content'])).toContain('{"code":{"enum":["auth.forbidden"]}}');
  });

  it('says that there is nothing where an answer has no content', () => {
    expect((remove?.['responses'] as JsonObject)['204']).toEqual({ description: 'As asked.' });
    expect((remove?.['requestBody'] as JsonObject)['required']).toBe(false);
  });

  it('finds no flaw in the document of the product', () => {
    expect(findFlaws(describeApi(Object.values(endpoints), '1.2.3'))).toEqual([]);
  });
});

describe('problemsOf', () => {
  it.each([
    [{ access: 'open', method: 'GET' }, ['service.unavailable', 'service.failed']],
    [{ access: 'open', method: 'POST' }, ['request.forged', 'service.unavailable', 'service.failed']],
  ] as const)('%j: no more than can happen', (changes, codes) => {
    expect(problemsOf({ ...removeThing, ...changes })).toEqual(codes);
  });

  it('needs no role where being signed in is enough', () => {
    expect(problemsOf({ ...listThings, access: 'viewer' })).not.toContain('auth.forbidden');
    expect(problemsOf({ ...listThings, access: 'viewer' })).toContain('auth.required');
  });
});

describe('findFlaws', () => {
  const operation = (changes: JsonObject = {}): JsonObject => ({
    operationId: 'one',
    responses: { 200: {} },
    ...changes,
  });
  it.each<[string, JsonObject, string]>([
    [
      'a reference',
      { '/a': { get: operation({ schema: { $ref: '#/components/schemas/Gone' } }) } },
      '#/components/schemas/Gone leads nowhere',
    ],
    ['an id', { '/a': { get: operation(), post: operation() } }, 'one is the id of two operations'],
    ['a parameter of the path', { '/a/{id}': { get: operation() } }, '/a/{id}: id is not declared'],
    [
      'a parameter too many',
      { '/a': { get: operation({ parameters: [{ name: 'id', in: 'path' }] }) } },
      '/a: id is not in it',
    ],
    ['an answer', { '/a': { get: operation({ responses: {} }) } }, '/a has no response'],
  ])('finds %s', (_, paths, flaw) => {
    expect(findFlaws({ paths })).toEqual([flaw]);
  });
});

describe('describeEvents', () => {
  const thingMoved = defineEvent({
    subject: 'hearth.test.thing.moved.v1',
    summary: 'Up | down.',
    payload: z.object({
      thingId: z.uuid(),
      places: z.array(z.enum(['here', 'there'])),
      by: z.string().nullable(),
    }),
    publishers: ['media'],
    consumers: ['analytics', 'gateway'],
  });

  it('has a row and a section for each event', () => {
    const page = describeEvents([thingMoved]);
    expect(page).toContain(
      '| [`hearth.test.thing.moved.v1`](#hearthtestthingmovedv1) | Up \\| down. | media | analytics, gateway |',
    );
    expect(page).toContain(
      '## hearth.test.thing.moved.v1\n\n| field | type |\n|---|---|\n| `thingId` | uuid |',
    );
    expect(page).toContain('| `places` | list of `here`, `there` |');
    expect(page).toContain('| `by` | string or null |');
  });

  it('knows the type of every field of every event', () => {
    expect(describeEvents(Object.values(events))).not.toContain('anything');
  });
});

describe('typeOf', () => {
  it.each<[JsonObject, string]>([
    [{ type: 'integer' }, 'integer'],
    [{ type: 'string', format: 'date-time' }, 'date-time'],
    [
      { type: 'array', items: { type: 'array', prefixItems: [{ type: 'number' }, { type: 'number' }] } },
      'list of [number, number]',
    ],
    [{}, 'anything'],
  ])('%j', (schema, words) => {
    expect(typeOf(schema)).toBe(words);
  });
});
