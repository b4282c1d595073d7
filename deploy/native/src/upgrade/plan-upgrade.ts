/** A running container of the project, as far as an upgrade looks at it. */
export interface RunningContainer {
  id: string;
  service: string;
  imageId: string;
  /** What the compose file said of it when it was made, as Compose sums it up. */
  configHash: string;
}

/** What a container of a service would be made of now. */
export interface WantedContainer {
  imageId: string;
  configHash: string;
}

export interface UpgradePlan {
  /** In place, one after the other; while one is away the others wait for it. */
  replace: string[];
  /** New copies first, then the old ones go. `copies` is how many there are to be in the end. */
  roll: { service: string; copies: number; outdated: string[] }[];
  /** Of the edge, which keeps its port: what it serves is exchanged below it. */
  reload: { id: string; needsReplacement: boolean } | undefined;
}

/** Keys come before those who read them. */
const REPLACED_IN_PLACE = ['keeper', 'postgres', 'redis', 'nats'];
/** Media first: the others ask it. */
const ROLLED = ['media', 'gateway', 'analytics', 'indexer'];

/** What has to be exchanged, so that no more is touched than that; the number of copies stays. */
export function planUpgrade(
  running: readonly RunningContainer[],
  wanted: ReadonlyMap<string, WantedContainer>,
): UpgradePlan {
  const of = (service: string) => running.filter((container) => container.service === service);
  const isOutdated = ({ service, imageId, configHash }: RunningContainer) => {
    const now = wanted.get(service);
    return now !== undefined && (now.imageId !== imageId || now.configHash !== configHash);
  };
  const [edge] = of('edge').filter(isOutdated);
  return {
    replace: REPLACED_IN_PLACE.filter((service) => of(service).some(isOutdated)),
    roll: ROLLED.map((service) => ({
      service,
      copies: of(service).length,
      outdated: of(service)
        .filter(isOutdated)
        .map(({ id }) => id),
    })).filter(({ outdated }) => outdated.length > 0),
    reload: edge && {
      id: edge.id,
      needsReplacement: edge.configHash !== wanted.get('edge')?.configHash,
    },
  };
}
