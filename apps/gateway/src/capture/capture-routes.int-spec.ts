import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  captureEndpoints,
  poseEndpoints,
  ROLES,
  takesEndpoints,
  type Endpoint,
  type Role,
} from '@hearth/contracts';
import { ROUTE_MATRIX, type Entry, type RouteRow } from '@hearth/testing';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { call, type Answer } from '../../test/capture-client.js';
import { GatewayRig, type Gateway } from '../../test/gateway-rig.js';

const ID = '0198c0de-0000-7000-8000-000000000001';
const routes = Object.entries({ ...captureEndpoints, ...takesEndpoints, ...poseEndpoints }).map(
  ([name, endpoint]) =>
    [name, endpoint as Endpoint, ROUTE_MATRIX[name as keyof typeof ROUTE_MATRIX] as RouteRow] as const,
);

let rig: GatewayRig;
let gateway: Gateway;
let sessionId: string;
let takeId: string;

beforeAll(async () => {
  rig = await GatewayRig.start();
  gateway = await rig.startGateway();
  const other = rig.issuer.sign('editor');
  const body = { mode: 'single', expectedDevices: 1, consent: true };
  const opened = await call<{ sessionId: string }>(gateway, 'POST', '/api/capture/sessions', {
    token: other,
    body,
  });
  sessionId = opened.body.sessionId;
  takeId = v7();
  await gateway.app.get(DataSource).query(
    `INSERT INTO realtime.capture_takes (id, session_id, label, mode, maker_id, consent_by, consent_at, state, starts_at_ms)
     VALUES ($1, $2, 'Theirs', 'single', $3, 'other', now(), 'ready', 0)`,
    [takeId, sessionId, v7()],
  );
});
afterAll(() => rig.stop());

/** Good enough to be let through to the question whose it is. */
const BODIES: Record<string, object> = {
  offerCaptureStream: { sdp: 'v=0', type: 'offer' },
  changeTake: { keep: true },
  calibrateTake: { fromTakeId: ID },
  postKeypoints: { deviceId: 'a', frames: [{ frame: 0, keypoints: [[0, 0, 0]] }] },
};

function ask(
  { name, method, path }: Endpoint,
  token: string | undefined,
  ids: Record<string, string>,
  body = BODIES[name],
): Promise<Answer<object>> {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? ID);
  const takesBody = method === 'POST' || method === 'PATCH';
  return call(gateway, method, filled, { token, ...(takesBody && { body: body ?? {} }) }) as Promise<
    Answer<object>
  >;
}

function entryOf({ status, body }: Answer<object>): Entry {
  if (
    status === 401 &&
    ['auth.required', 'auth.session-revoked', 'capture.token-invalid'].includes(body.code ?? '')
  )
    return 401;
  return status === 403 && body.code === 'auth.forbidden' ? 403 : 'in';
}

describe.each(routes)('%s', (_name, endpoint, row) => {
  it('is for whom the matrix says', async () => {
    const entries: Partial<Record<Role, Entry>> = {};
    for (const role of ROLES) entries[role] = entryOf(await ask(endpoint, rig.issuer.sign(role), {}));
    const { nobody, viewer, editor, admin } = row;
    expect({ nobody: entryOf(await ask(endpoint, undefined, {})), ...entries }).toEqual({
      nobody,
      viewer,
      editor,
      admin,
    });
  });
});

describe.each(routes.filter(([, , row]) => row.othersObject !== undefined))('%s', (name, endpoint, row) => {
  it('gives nothing of another editor’s away', async () => {
    const ids = { id: endpoint.path.includes('/sessions/') ? sessionId : takeId, takeId };
    const query = name === 'getKeypoints' ? '?deviceId=a' : '';
    const asked = { ...endpoint, path: endpoint.path + query };
    const answer = await ask(asked, rig.issuer.sign('editor'), ids);
    expect([name, answer.status]).toEqual([name, row.othersObject]);
  });
});
