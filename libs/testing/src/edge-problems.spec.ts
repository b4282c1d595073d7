import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { problemBody, PROBLEMS, problemTypeOf, type ProblemCode } from '@hearth/contracts';

const templateOf = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../../../deploy/nginx/${name}.conf.template`), 'utf8');
const template = templateOf('hearth');

/** What nginx's `map` into this variable says of a value, by its first pattern that fits. */
function valueOf(variable: string, value: string): string {
  const [, block = ''] = new RegExp(`^map [^\\n]* \\$${variable} \\{\\n(.*?)^\\}`, 'ms').exec(template) ?? [];
  const rows = [
    ...block.matchAll(/^ +(?:"~(?<pattern>[^"]*)"|default) (?:"(?<quoted>.*)"|(?<bare>\S+));$/gm),
  ];
  const found = rows.find(({ groups }) => new RegExp(groups?.['pattern'] ?? '').test(value));
  return found?.groups?.['quoted'] ?? found?.groups?.['bare'] ?? '';
}

/** Every status that an error of nginx's own is answered with. */
const statuses = [...template.matchAll(/error_page ([\d ]+?)(?: =(\d+))? \/_problem;/g)].flatMap(
  ([, errors = '', answered]) => (answered === undefined ? errors.split(' ') : [answered]),
);

/** Over TLS and over plain HTTP. */
const bodies = ['hearth', 'plain'].map((name) => {
  const [, type, body] =
    /default_type (\S+);\s+(?:#[^\n]*\s+)*return 200 '(\{"type".*\})';/.exec(templateOf(name)) ?? [];
  return { type, body };
});

function bodyOf(status: string, isOfLibrary: boolean): unknown {
  const fill: Record<string, string> = {
    status,
    request_id: 'a-request',
    hearth_problem_code: valueOf('hearth_problem_code', `${status} ${Number(isOfLibrary)}`),
    hearth_problem_title: valueOf('hearth_problem_title', `${status} ${Number(isOfLibrary)}`),
  };
  return JSON.parse((bodies[0]?.body ?? '').replace(/\$(\w+)/g, (_, name: string) => fill[name] as string));
}

/** Statuses that only nginx answers with, and what they are to a client that goes by codes. */
const OF_NGINX_ALONE: Readonly<Record<string, ProblemCode>> = {
  408: 'request.invalid',
  414: 'request.too-large',
  431: 'request.too-large',
  502: 'service.unavailable',
  504: 'service.unavailable',
};
/** Where nginx knows more exactly what happened than the table does. */
const OWN_TITLES: Readonly<Record<string, string>> = {
  408: 'The request took too long to arrive.',
  429: 'Too much at once. Wait a little.',
};

const cases = [...new Set(statuses)].flatMap((status) => [
  { status, isOfLibrary: false },
  { status, isOfLibrary: true },
]);

describe('the problems that nginx makes', () => {
  it('are those that its settings name', () => {
    expect([...new Set(statuses)].toSorted()).toEqual(
      [400, 403, 404, 405, 408, 410, 412, 413, 414, 416, 429, 431, 500, 502, 503, 504, 507].map(String),
    );
  });

  it.each(cases)('$status (of the library: $isOfLibrary) says what the services say', (one) => {
    const problem = problemBody.strict().parse(bodyOf(one.status, one.isOfLibrary));
    const ofLibrary = one.isOfLibrary && ['403', '404'].includes(one.status);
    const { status, title } = PROBLEMS[problem.code];
    expect(problem.status).toBe(Number(one.status));
    expect(problem.type).toBe(problemTypeOf(problem.code));
    expect(problem.title).toBe(OWN_TITLES[one.status] ?? title);
    if (ofLibrary) expect(problem.code).toBe('file.missing-on-disk');
    else if (one.status in OF_NGINX_ALONE) expect(problem.code).toBe(OF_NGINX_ALONE[one.status]);
    else expect(status).toBe(problem.status);
  });

  it('are written alike over TLS and over plain HTTP, as the type that the services answer with', () => {
    expect(bodies[0]).toMatchObject({ type: 'application/problem+json' });
    expect(bodies[1]).toEqual(bodies[0]);
  });
});
