import { endpoints } from '@hearth/contracts';

/** What is shown to services under test by who reads figures, and by other services. */
export const METRICS_SECRET = 'a-secret-of-who-reads-figures';
export const HOUSE_SECRET = 'a-secret-of-the-services-alone';

type Service = 'media' | 'indexer' | 'analytics' | 'gateway';
type Access = 'anybody' | 'metrics' | 'house' | 'key';

const OF_ALL = { '/health/live': 'anybody', '/health/ready': 'anybody', '/metrics': 'metrics' } as const;

/**
 * What services answer at their own ports beside the contracts, and to whom, said a second time and by hand. `key` stands for routes whose
 * address is the secret.
 */
const OPERATOR_ROUTES: Record<Service, Record<string, Access>> = {
  media: { ...OF_ALL, '/refused-sessions': 'house', '/file-facts': 'house' },
  indexer: OF_ALL,
  analytics: OF_ALL,
  gateway: { ...OF_ALL, '/relay-legs/:key': 'key' },
};

export interface Knocking {
  readonly service: Service;
  /** What the service routes; where it cannot be listed, what the table says is asked alone. */
  readonly routed?: readonly string[];
  /** Gives back the status of the answer to a GET. */
  readonly ask: (path: string, token?: string) => Promise<number>;
  /** Of an admin: what is not for people is not for them either. */
  readonly adminToken?: string;
}

/** Asks each of a service's routes that are not in the contracts as everybody who might; says what is not as it should be. */
export async function findOpenOperatorRoutes({
  service,
  routed,
  ask,
  adminToken,
}: Knocking): Promise<string[]> {
  const table = OPERATOR_ROUTES[service];
  const ofContracts = new Set<string>(Object.values(endpoints).map(({ path }) => path));
  const paths = new Set([...(routed ?? []).filter((path) => !ofContracts.has(path)), ...Object.keys(table)]);
  const findings: string[] = [];
  for (const path of paths) {
    const access = table[path];
    if (access === undefined) findings.push(`${path} is not in the table`);
    else if (routed?.includes(path) === false) findings.push(`${path} is not routed`);
    for (const [who, token] of Object.entries({
      nobody: undefined,
      'a stranger': 'x'.repeat(METRICS_SECRET.length),
      metrics: METRICS_SECRET,
      house: HOUSE_SECRET,
      ...(adminToken !== undefined && { 'an admin': adminToken }),
    })) {
      const status = await ask(path.replace(/:\w+/g, 'A'.repeat(32)), token);
      const isRight =
        access === 'anybody' || who === access
          ? status === 200
          : access === 'key'
            ? status >= 400 && status < 500
            : status === 401;
      if (!isRight) findings.push(`${path} answers ${status} to ${who}`);
    }
  }
  return findings;
}
