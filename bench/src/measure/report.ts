import { cpus, totalmem } from 'node:os';
import { spawnSync } from 'node:child_process';

/** What a ratio should be: at most (a cost) or at least (a speed). */
export interface Goal {
  atMost?: number;
  atLeast?: number;
}

export interface ReportRow {
  what: string;
  /** Measured, in `unit`, medians of all rounds. */
  limit?: number;
  ours: number;
  unit: string;
  /** Ours to the limit's, the median of the rounds' ratios. */
  ratio?: number;
  goal?: Goal;
}

export function isMet(ratio: number, goal: Goal): boolean {
  // As printed: a figure that reads like the goal meets it.
  const printed = Number(ratio.toFixed(2));
  return printed <= (goal.atMost ?? Infinity) && printed >= (goal.atLeast ?? -Infinity);
}

function describeGoal(goal: Goal | undefined): string {
  if (goal === undefined) return '';
  return goal.atMost !== undefined ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
}

function formatFigure(value: number | undefined): string {
  if (value === undefined) return '';
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value.toFixed(3);
}

/** The rows as a table that reads the same in a terminal and in Markdown. */
export function formatTable(rows: readonly ReportRow[], limitName: string): string {
  const header = ['what', 'unit', limitName, 'hearth', 'ratio', 'goal', ''];
  const cells = rows.map((row) => [
    row.what,
    row.unit,
    formatFigure(row.limit),
    formatFigure(row.ours),
    row.ratio?.toFixed(2) ?? '',
    describeGoal(row.goal),
    row.goal === undefined || row.ratio === undefined ? '' : isMet(row.ratio, row.goal) ? 'met' : 'NOT MET',
  ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, 3, ...cells.map((row) => (row[column] as string).length)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] as number)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/** The first line of what a tool says of its version, on whichever stream and with whichever exit code. */
function versionOf(command: string, args: string[]): string {
  const { stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  return error === undefined
    ? ((stdout + stderr).split('\n')[0] ?? '').replace(/ \(.*/, '').trim()
    : `${command} is missing`;
}

/** What one needs to know to compare these figures with another machine's. */
export function describeMachine(tools: Record<string, string[]>): string {
  const processors = cpus();
  const lines = [
    `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${versionOf('uname', ['-r'])}, Node ${process.version}`,
    ...Object.entries(tools).map(([command, args]) => versionOf(command, args)),
  ];
  return lines.join('\n');
}
