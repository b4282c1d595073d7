import { chownSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Compose,
  findKindOfStart,
  listDataFolders,
  loadSettings,
  StartupProblem,
  type Settings,
} from '@hearth/native';

/** The hub of this checkout, as far as somebody at its own machine reaches it. */
export interface Hub {
  readonly url: string;
  readonly caCertificate: string;
  readonly admin: { readonly username: string; readonly password: string };
  /** What a program shows that brings events in bulk. */
  readonly serviceToken: string;
  readonly libraryFolder: string;
  /** Where it is put down what the demonstration made. */
  readonly ledgerFile: string;
  /** Lays lines where nginx writes its own. `name` is that of an hour, `access-2026010200.json`. */
  bringAccessLog(name: string, text: string): Promise<void>;
}

const LOG_FOLDER = '/access-logs';

export async function findHub(settings: Settings = loadSettings()): Promise<Hub> {
  const kind = await findKindOfStart(settings);
  if (kind === undefined) throw new StartupProblem('There is no hub here yet: "./hearth up" starts one.');
  return kind === 'native' ? findNativeHub(settings) : findContainedHub(settings);
}

function common(settings: Settings) {
  return {
    url: `https://${settings.bind ?? 'localhost'}:${settings.port}`,
    libraryFolder: settings.libraryFolder,
    ledgerFile: join(settings.dataFolder, 'demo.jsonl'),
  };
}

const adminOf = ({ adminUsername, adminPassword }: Settings, kept: string) => ({
  username: adminUsername,
  password: adminPassword ?? kept.trim(),
});

function findNativeHub(settings: Settings): Hub {
  const { secrets, tls, accessLogs } = listDataFolders(settings.dataFolder);
  const secret = (name: string) => readFileSync(join(secrets, name), 'utf8');
  return {
    ...common(settings),
    caCertificate: readFileSync(join(tls, 'ca.crt'), 'utf8'),
    admin: adminOf(settings, secret('admin-password')),
    serviceToken: secret('service-token').trim(),
    bringAccessLog: async (name, text) => {
      const path = join(accessLogs, name);
      if (existsSync(path)) throw new Error(`${name} is there already`);
      writeFileSync(`${path}.unfinished`, text, { mode: 0o640 });
      const { uid, gid } = statSync(accessLogs);
      chownSync(`${path}.unfinished`, uid, gid);
      renameSync(`${path}.unfinished`, path);
    },
  };
}

async function findContainedHub(settings: Settings): Promise<Hub> {
  const compose = new Compose();
  const inside = async (service: string, ...command: string[]) => {
    const { exitCode, stdout } = await compose.run(['exec', '-T', service, ...command]);
    if (exitCode === 0) return stdout;
    throw new StartupProblem('The containers do not answer: "docker compose up -d" starts them.');
  };
  return {
    ...common(settings),
    caCertificate: await inside('edge', 'cat', '/keys/edge/ca.crt'),
    admin: adminOf(settings, await inside('media', 'cat', '/keys/media/admin-password')),
    serviceToken: (await inside('analytics', 'cat', '/keys/analytics/service-token')).trim(),
    async bringAccessLog(name, text) {
      const file = join(tmpdir(), `hearth-demo-${process.pid}.json`);
      writeFileSync(file, text, { mode: 0o600 });
      const path = `${LOG_FOLDER}/${name}`;
      const write = `test ! -e ${path} && cat > ${path}.unfinished && mv ${path}.unfinished ${path}`;
      const { exitCode } = await compose.run(['exec', '-T', 'edge', 'sh', '-c', write], { from: file });
      if (exitCode !== 0) throw new Error(`${name} could not be laid beside nginx's own`);
    },
  };
}
