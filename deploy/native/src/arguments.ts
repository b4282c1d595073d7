export const USAGE = `Hearth, a media hub for one house.

  ./hearth up [--detach]         start everything (in the background with --detach)
  ./hearth down                  stop everything
  ./hearth status                what runs, and where
  ./hearth logs [part] [-f]      the last lines of one part's log, or of all; -f keeps following
  ./hearth doctor                look for what could be wrong with this machine
  ./hearth verify <folder>       index a folder in a scratch stack and compare it with its MANIFEST.json
  ./hearth backup [file]         people, catalogue, figures, keys and settings in one file; not the library
                                 --passphrase: asks for one and seals the file with it (age);
                                 --passphrase-file=<file>: it stands in there
  ./hearth restore <file>        put a backup into an empty Hearth (--force: over what there is;
                                 --containers: into Docker, where there is neither yet)
  ./hearth upgrade               bring running containers to the version of this checkout, part by part
  ./hearth demo [--clear]        fill an empty hub with a house to look at, or take exactly that away again
                                 (--force: into a hub that has files, too)
  ./hearth test [--containers]   every test there is, on real parts; with --containers on Docker
  ./hearth check                 build, lint, types, formatting and generated docs
  ./hearth bench <name>          measure
  ./hearth help                  this

Settings, from the environment or a .env file:
  HEARTH_PORT=8443  HEARTH_HTTP_PORT=8080 (0: none)  HEARTH_BIND (all addresses)
  HEARTH_DATA=./data  HEARTH_LIBRARY=./library
  HEARTH_ADMIN_USERNAME=admin  HEARTH_ADMIN_PASSWORD (one is made up at the first start)  HEARTH_LOG_LEVEL=info
  All of them, and those of Docker: .env.example
`;

/** The command line makes no sense: usage, exit 2. */
export class UsageProblem extends Error {
  override name = 'UsageProblem';
}

interface CommandShape {
  operands: { min: number; max: number };
  /** Each flag as written → its name. */
  flags?: Record<string, string>;
  /** Each option that takes a value, `--option=value` → its name. */
  values?: Record<string, string>;
}

const COMMANDS = {
  up: { operands: { min: 0, max: 0 }, flags: { '--detach': 'detach', '-d': 'detach' } },
  // What `up --detach` leaves running; not for people.
  supervise: { operands: { min: 0, max: 0 } },
  down: { operands: { min: 0, max: 0 } },
  status: { operands: { min: 0, max: 0 } },
  logs: { operands: { min: 0, max: 1 }, flags: { '-f': 'follow', '--follow': 'follow' } },
  backup: {
    operands: { min: 0, max: 1 },
    flags: { '--containers': 'containers', '--passphrase': 'passphrase' },
    values: { '--passphrase-file': 'passphraseFile' },
  },
  restore: {
    operands: { min: 1, max: 1 },
    flags: { '--force': 'force', '--containers': 'containers' },
    values: { '--passphrase-file': 'passphraseFile' },
  },
  upgrade: { operands: { min: 0, max: 0 } },
  demo: { operands: { min: 0, max: 0 }, flags: { '--clear': 'clear', '--force': 'force' } },
  test: { operands: { min: 0, max: 0 }, flags: { '--containers': 'containers' } },
  check: { operands: { min: 0, max: 0 } },
  bench: { operands: { min: 0, max: Number.POSITIVE_INFINITY } },
  doctor: { operands: { min: 0, max: 0 } },
  verify: { operands: { min: 1, max: 1 } },
  help: { operands: { min: 0, max: 0 } },
} as const satisfies Record<string, CommandShape>;

export type CommandName = keyof typeof COMMANDS;

export interface Invocation {
  command: CommandName;
  operands: string[];
  flags: Set<string>;
  values: Map<string, string>;
}

export function parseArguments(args: readonly string[]): Invocation {
  const [first = 'help', ...rest] = args;
  const command = first === '--help' || first === '-h' ? 'help' : first;
  if (!Object.hasOwn(COMMANDS, command)) throw new UsageProblem(`There is no command "${command}".`);
  const shape: CommandShape = COMMANDS[command as CommandName];
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (const [index, argument] of rest.entries()) {
    const flag = shape.flags?.[argument];
    const [option = '', ...value] = argument.split('=');
    const name = shape.values?.[option];
    if (flag !== undefined) flags.add(flag);
    else if (name !== undefined && value.length > 0) values.set(name, value.join('='));
    // A benchmark's own arguments follow its name.
    else if (argument.startsWith('-') && !(command === 'bench' && index > 0))
      throw new UsageProblem(`"${command}" does not know ${argument}.`);
    else operands.push(argument);
  }
  if (operands.length < shape.operands.min) throw new UsageProblem(`"${command}" needs more to work on.`);
  if (operands.length > shape.operands.max)
    throw new UsageProblem(`"${command}" does not take "${operands.at(-1)}".`);
  return { command: command as CommandName, operands, flags, values };
}
