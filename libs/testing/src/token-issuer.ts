import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccessTokenClaims, FileFacts, Role } from '@hearth/contracts';
import { HOUSE_SECRET } from './operator-routes.ts';

export interface TokenIssuer {
  /** Where its public key is to be had, as media's `/api/auth/jwks`. */
  jwksUrl: string;
  /** Those that media lists as refused; `undefined` when it does not answer that question. */
  refusals: { sessionId: string; version: number | null }[] | undefined;
  /** What media says of all files. */
  facts: FileFacts[];
  /** An access token that is valid for 15 minutes, but for what is given otherwise. */
  sign(role: Role, claims?: Partial<Record<keyof AccessTokenClaims, unknown>>): string;
  stop(): Promise<void>;
}

const KID = 'test';

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A JWT by RFC 7519, signed with ES256. */
function signToken(claims: object, privateKey: KeyObject): string {
  const signed = `${part({ alg: 'ES256', typ: 'at+jwt', kid: KID })}.${part(claims)}`;
  // The signature of RFC 7518, section 3.4, is not DER.
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

/** Stands in for media where another service is tested: signs access tokens and publishes the key. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwks = JSON.stringify({
    keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KID, alg: 'ES256', use: 'sig' }],
  });
  const server = createServer(({ url, headers }, response) => {
    const isFacts = url?.startsWith('/file-facts') === true;
    const isList = url === '/refused-sessions';
    const isOfTheHouse = headers.authorization === `Bearer ${HOUSE_SECRET}`;
    if ((isFacts || isList) && !isOfTheHouse) return void response.writeHead(401).end('{}');
    const status = isList && issuer.refusals === undefined ? 503 : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    if (isFacts) response.end(JSON.stringify({ items: issuer.facts }));
    else response.end(isList ? JSON.stringify({ items: issuer.refusals }) : jwks);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer: TokenIssuer = {
    refusals: [],
    facts: [],
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/auth/jwks`,
    sign(role, claims = {}) {
      const now = Math.floor(Date.now() / 1000);
      const defaults = { sub: randomUUID(), name: role, role, sid: randomUUID(), jti: randomUUID() };
      return signToken(
        { iss: 'hearth', aud: 'hearth', iat: now, exp: now + 900, ...defaults, ...claims },
        privateKey,
      );
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return issuer;
}
