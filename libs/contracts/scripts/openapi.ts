import {
  fileDetail,
  fileSummary,
  healthReport,
  isNothing,
  playedEvent,
  problemBody,
  PROBLEMS,
  user,
  type Endpoint,
  type ProblemCode,
} from '@hearth/contracts';
import { z } from 'zod';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Shapes that appear again and again are described once, under these names. */
const NAMED = z.registry<{ id: string }>();
NAMED.add(fileSummary, { id: 'File' });
NAMED.add(fileDetail, { id: 'FileDetail' });
NAMED.add(user, { id: 'User' });
NAMED.add(playedEvent, { id: 'PlayedEvent' });
NAMED.add(healthReport, { id: 'HealthReport' });
NAMED.add(problemBody, { id: 'Problem' });

const SECURITY_SCHEMES: JsonObject = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token, valid for 15 minutes.',
  },
  ticket: { type: 'http', scheme: 'bearer', description: 'What joining was answered with.' },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-hearth_access',
    description: 'The same token, for browsers.',
  },
};

/** What any request can fail with that needs somebody to be signed in. */
const SIGNED_IN_PROBLEMS: readonly ProblemCode[] = [
  'auth.required',
  'auth.token-invalid',
  'auth.token-expired',
  'auth.session-revoked',
];
const TICKET_PROBLEMS: readonly ProblemCode[] = ['auth.required', 'auth.token-invalid'];
const ALWAYS: readonly ProblemCode[] = ['service.unavailable', 'service.failed'];

/** The OpenAPI 3.1 document of these endpoints. */
export function describeApi(endpoints: readonly Endpoint[], version: string): JsonObject {
  const schemas: JsonObject = {};
  const paths: Record<string, JsonObject> = {};
  schemaOf(problemBody, 'output', schemas);
  for (const endpoint of endpoints) {
    // OpenAPI has no words for its methods.
    if (endpoint.appPasswords) continue;
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hearth',
      version,
      summary: 'A self-hosted media hub for one house.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The hub itself.' }],
    tags: [...new Set(endpoints.map(({ service }) => service))].sort().map((name) => ({ name })),
    paths: sorted(paths),
    components: { securitySchemes: SECURITY_SCHEMES, schemas: sorted(schemas) },
  };
}

function operationOf(endpoint: Endpoint, schemas: JsonObject): JsonObject {
  const parameters = [
    ...parametersOf(endpoint.params, 'path', schemas),
    ...parametersOf(endpoint.query, 'query', schemas),
  ];
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    tags: [endpoint.service],
    ...descriptionOf(endpoint),
    security: SECURITY[endpoint.access] ?? [{ bearer: [] }, { cookie: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...requestBodyOf(endpoint, schemas),
    responses: { ...successOf(endpoint, schemas), ...failuresOf(endpoint) },
  };
}

const SECURITY: Partial<Record<Endpoint['access'], JsonObject[]>> = {
  open: [],
  ticket: [{ ticket: [] }],
  service: [{ bearer: [] }],
};

function descriptionOf({ access }: Endpoint): JsonObject {
  if (access === 'open') return {};
  if (access === 'ticket')
    return { description: 'For whoever shows the token that they were given when they joined.' };
  if (access === 'service') return { description: 'For other services of the hub, with the service token.' };
  return { description: `For people with at least the role \`${access}\`.` };
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query', schemas: JsonObject): JsonObject[] {
  if (isNothing(schema)) return [];
  // What arrives is text that zod makes into what the output says.
  const described = schemaOf(schema, 'output', schemas);
  const required = new Set((described['required'] ?? []) as string[]);
  return Object.entries((described['properties'] ?? {}) as Record<string, JsonObject>).map(
    ([name, property]) => ({
      name,
      in: place,
      required: place === 'path' || (required.has(name) && !('default' in property)),
      schema: property,
    }),
  );
}

function requestBodyOf(endpoint: Endpoint, schemas: JsonObject): JsonObject {
  if (isNothing(endpoint.body)) return {};
  const isOptional = endpoint.body.safeParse(undefined).success;
  return {
    requestBody: {
      required: !isOptional,
      content: { 'application/json': { schema: schemaOf(endpoint.body, 'input', schemas) } },
    },
  };
}

function successOf(endpoint: Endpoint, schemas: JsonObject): JsonObject {
  const description = 'As asked.';
  if (endpoint.contentType !== undefined) {
    return { [endpoint.status]: { description, content: { [endpoint.contentType]: {} } } };
  }
  if (isNothing(endpoint.response)) return { [endpoint.status]: { description } };
  const schema = schemaOf(endpoint.response, 'output', schemas);
  return { [endpoint.status]: { description, content: { 'application/json': { schema } } } };
}

function failuresOf(endpoint: Endpoint): JsonObject {
  const byStatus = Map.groupBy(problemsOf(endpoint), (code) => PROBLEMS[code].status);
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, failureOf(codes)]));
}

function failureOf(codes: readonly ProblemCode[]): JsonObject {
  const oneOfThese: Json[] = [
    { $ref: '#/components/schemas/Problem' },
    { properties: { code: { enum: [...codes] } } },
  ];
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('\n\n'),
    content: { 'application/problem+json': { schema: { allOf: oneOfThese } } },
  };
}

/** Every code that a request to this endpoint can be answered with. */
export function problemsOf({ access, method, problems }: Endpoint): ProblemCode[] {
  const isUnsafe = !['GET', 'HEAD', 'OPTIONS'].includes(method);
  return [
    ...new Set([
      ...problems,
      ...(access === 'open' ? [] : access === 'ticket' ? TICKET_PROBLEMS : SIGNED_IN_PROBLEMS),
      ...(['open', 'ticket', 'viewer'].includes(access) ? [] : (['auth.forbidden'] as const)),
      ...(isUnsafe ? (['request.forged'] as const) : []),
      ...ALWAYS,
    ]),
  ];
}

/** A schema in JSON Schema, the dialect of OpenAPI 3.1; what has a name goes to `schemas` and is referred to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: JsonObject): JsonObject {
  const {
    $schema: _dialect,
    $defs,
    ...described
  } = z.toJSONSchema(schema, {
    io,
    metadata: NAMED,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => simplify(jsonSchema as JsonObject),
  }) as JsonObject;
  for (const [name, definition] of Object.entries(hoistReferences($defs ?? {}) as JsonObject)) {
    const known = schemas[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(`${name} has two shapes: one where it is sent, another where it is received`);
    }
    schemas[name] = definition;
  }
  return hoistReferences(described) as JsonObject;
}

/** Leaves out what says nothing to a reader: the regular expression behind a format, the bounds of exact integers. */
function simplify(schema: JsonObject): void {
  if ('format' in schema) delete schema['pattern'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
}

function hoistReferences(value: Json): Json {
  if (Array.isArray(value)) return value.map(hoistReferences);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === '$ref' && typeof child === 'string'
        ? child.replace('#/$defs/', '#/components/schemas/')
        : hoistReferences(child),
    ]),
  );
}

function sorted(object: Record<string, Json>): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
