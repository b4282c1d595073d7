import { Compose } from '../compose.ts';
import { StartupProblem } from '../startup-problem.ts';
import {
  listContainers,
  listWanted,
  mustSucceed,
  reloadEdge,
  rollService,
} from '../upgrade/contained-copies.ts';
import { planUpgrade } from '../upgrade/plan-upgrade.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Brings running containers to the version of this checkout, copy by copy, without a request that fails. */
export async function upgrade(): Promise<number> {
  const compose = new Compose();
  if ((await compose.listRunning()).length === 0)
    throw new StartupProblem(
      'No containers of Hearth run here. Natively, "./hearth down" and "./hearth up".',
    );
  say('Building the images…');
  await mustSucceed('The images could not be built', compose.run(['build']));
  const wanted = await listWanted(compose);
  const plan = planUpgrade(await listContainers(compose), wanted);
  for (const service of plan.replace) {
    say(
      service === 'keeper'
        ? 'Keys and folders…'
        : `${service} is replaced; what needs it is refused for some seconds…`,
    );
    // What it depends on is as it should be by now. With "--no-deps" Compose would sum the container up as one of another
    // making, and replace it again the next time.
    const replace = ['up', '--detach', '--no-build', '--wait', service];
    await mustSucceed(`${service} did not start`, compose.run(replace));
  }
  // Before the services, which believe an edge only that shows the house's secret.
  if (plan.reload !== undefined) {
    say('The edge takes up the new app and its settings…');
    await reloadEdge(compose, plan.reload.id, wanted.get('edge')?.imageId as string);
    say(
      'Its container is still the old one' +
        (plan.reload.needsReplacement ? ', and its ports, limits or settings have changed' : '') +
        '. What it reads only when it starts waits for a new one: how the access log is kept to 2 GiB, and your own map ' +
        '(HEARTH_MAP_TILES). "docker compose up -d edge" replaces it when a pause of a few seconds hurts nobody.',
    );
  }
  for (const step of plan.roll) {
    say(`${step.service}: ${step.outdated.length} new, then the old…`);
    await rollService(compose, step);
  }
  say('Done.');
  return 0;
}
