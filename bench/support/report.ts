/** What a benchmark says: a table, ratios beside their targets, and what it could not measure. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';

export type Cell = string | number;

export interface Verdict {
  readonly what: string;
  readonly value: number;
  readonly target: number;
  /** Whether more is better. */
  readonly sense: '>=' | '<=';
  /** `×`, `ms`, `MB` … */
  readonly unit?: string;
}

export interface BenchReport {
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  readonly verdicts: readonly Verdict[];
  /** Said aloud: what was left out, and why. */
  readonly notes: readonly string[];
}

const isMet = ({ value, target, sense }: Verdict): boolean => (sense === '>=' ? value >= target : value <= target);

const shown = (cell: Cell): string => {
  if (typeof cell === 'string') return cell;
  if (!Number.isFinite(cell)) return '–';
  return cell >= 100 ? Math.round(cell).toLocaleString('en') : cell.toFixed(cell >= 10 ? 1 : 2);
};

/** A Markdown table, so that it can be pasted into docs/performance.md. */
export const tableOf = (rows: readonly Readonly<Record<string, Cell>>[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => columns.map((column) => shown(row[column] ?? '')));
  const widths = columns.map((column, i) => Math.max(column.length, ...cells.map((line) => (line[i] ?? '').length)));
  const line = (values: readonly string[]) =>
    `| ${values.map((value, i) => value.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
};

const verdictRow = (verdict: Verdict): Readonly<Record<string, Cell>> => ({
  target: verdict.what,
  measured: `${shown(verdict.value)}${verdict.unit ? ` ${verdict.unit}` : ''}`,
  wanted: `${verdict.sense} ${verdict.target}`,
  met: isMet(verdict) ? 'yes' : 'no',
});

/** Prints the report and writes it to `bench/results/<name>.json`. Returns whether every target is met. */
export const publish = (root: string, name: string, quick: boolean, report: BenchReport): boolean => {
  console.log(`\n${name}${quick ? ' (quick: scaled down, not for quoting)' : ''}\n`);
  console.log(tableOf(report.rows));
  console.log(`\n${tableOf(report.verdicts.map(verdictRow))}\n`);
  for (const note of report.notes) console.log(`Note: ${note}`);
  const folder = join(root, 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const machine = { node: process.version, cores: availableParallelism(), cpu: cpus()[0]?.model ?? 'unknown' };
  const verdicts = report.verdicts.map((verdict) => ({ ...verdict, met: isMet(verdict) }));
  const content = { name, quick, at: new Date().toISOString(), machine, ...report, verdicts };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
  return verdicts.every((verdict) => verdict.met);
};
