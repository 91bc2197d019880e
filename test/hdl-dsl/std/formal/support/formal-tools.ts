import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Module } from '../../../../../hdl-dsl/index.js';
import { printDesign } from '../../../../../hdl-dsl/print/index.js';
import { hasTool } from '../../../../support/tools.js';

/** Whether the formal tests can run: Yosys with its `yosys-smtbmc`, and the solver. */
export function hasFormalTools(): boolean {
  return hasTool('yosys') && hasTool('yosys-smtbmc') && hasTool('z3');
}

const long = process.env.CROSSWEAVE_LONG === '1';

/** Time for one proof, in milliseconds. */
export const patience = long ? 1_200_000 : 120_000;

/** Steps of a proof: four more where there is time for it. */
export function stepsFor(steps: number): number {
  return long ? steps + 4 : steps;
}

/** A SystemVerilog file by name. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** A file beside the tests: `properties/queue.sv`, `reference/queue.sv`. */
export function sourceFile(path: string): Source {
  const text = readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
  return { path: path.replaceAll('/', '_'), text };
}

/** A printed design as Yosys 0.23 reads it: it takes assertions, but no message for their failure. */
export function printedSources(top: Module): readonly Source[] {
  return printDesign(top, { command: 'make' }).map(({ path, text }) => ({
    path,
    text: text.replace(/\n *else \$error\("(?:[^"\\]|\\.)*"\);/g, ';'),
  }));
}

/** A design to be proven. */
export interface Task {
  readonly folder: string;
  readonly sources: readonly Source[];
  readonly top: string;
  readonly defines?: Readonly<Record<string, string | number>>;
  /** Several clocks: in each step every one of them ticks or not, as its pin is 1 or 0. With one clock a step is a tick. */
  readonly manyClocks?: boolean;
  /** Steps looked at, reset included. */
  readonly steps: number;
}

/** What a check of properties found. */
export interface CheckResult {
  readonly status: 'PASSED' | 'FAILED';
  /** Labels of the assertions that fail in the first step in which one does, without their path. */
  readonly failed: readonly string[];
  /** Labels of cover points, without their path. */
  readonly reached: readonly string[];
  readonly unreached: readonly string[];
}

/** Checks every assertion and cover point below `top` with `yosys-smtbmc` and z3.
 *  @param mode `bounded`: from reset; `induction`: from any state that has kept the assertions for so many steps
 *  @throws {Error} with their words, where the tools do not come to an answer */
export function check(task: Task, mode: 'bounded' | 'induction' | 'cover' = 'bounded'): CheckResult {
  const { folder, top, steps } = task;
  const built = run(folder, 'yosys', ['-q', '-p', `${prepared(task)}; write_smt2 -wires ${top}.smt2`]);
  if (built.status !== 0) throw new Error(`yosys: ${built.text}`);
  const flags = { bounded: ['--keep-going'], induction: ['-i'], cover: ['-c'] }[mode];
  const { text } = run(folder, 'yosys-smtbmc', [
    // z3 finds no end in uninterpreted functions over the states; written out, it takes a second.
    ...['-s', 'z3', '--unroll', '--noprogress', ...flags, '-t', String(steps)],
    `${top}.smt2`,
  ]);
  const status = /Status: (PASSED|FAILED)/.exec(text)?.[1];
  if (status !== 'PASSED' && status !== 'FAILED') throw new Error(`yosys-smtbmc: ${text}`);
  return {
    status,
    failed: labels(text, /Assert failed in \S+: (\S+)/g),
    reached: labels(text, /Reached cover statement at (\S+) in step/g),
    unreached: labels(text, /Unreached cover statement at (\S+?)\.?$/gm),
  };
}

/** Whether every assertion below `top` holds for so many steps from reset, by Yosys's own solver: faster than z3, but it names none.
 *  @throws {Error} with its words, where it does not come to an answer */
export function holds(task: Task): boolean {
  const proof = `sat -seq ${task.steps} -prove-asserts -set-assumes ${task.top}`;
  const { text } = run(task.folder, 'yosys', ['-p', `${prepared(task)}; ${proof}`]);
  if (/no model found: SUCCESS!/.test(text)) return true;
  if (/model found: FAIL!/.test(text)) return false;
  throw new Error(`yosys: ${text}`);
}

function prepared({ folder, sources, top, defines = {}, manyClocks = false }: Task): string {
  for (const { path, text } of [...sources, sourceFile('support/ticks.v')])
    writeFileSync(join(folder, path), text);
  const macros = ['CROSSWEAVE_ASSERT', ...Object.entries(defines).map(([key, value]) => `${key}=${value}`)];
  return [
    `read_verilog -formal -sv ${macros.map((m) => `-D${m}`).join(' ')} ${sources.map((s) => s.path).join(' ')}`,
    `prep -flatten -top ${top}`,
    'memory_map',
    'opt -full',
    'async2sync',
    ...(manyClocks ? ['dffunmap', 'techmap -map support_ticks.v'] : ['chformal -early']),
    'opt -full',
    'dffunmap',
    'opt_clean',
    'setundef -undriven -anyseq',
  ].join('; ');
}

/** Proves two modules equivalent by registers and outputs of equal names, for any number of cycles.
 *  @returns undefined if they are, else what Yosys says */
export function registersDiffer(options: {
  readonly folder: string;
  readonly sources: readonly Source[];
  readonly design: string;
  readonly reference: string;
  readonly defines?: Readonly<Record<string, string | number>>;
}): string | undefined {
  const { folder, sources, design, reference, defines = {} } = options;
  for (const { path, text } of sources) writeFileSync(join(folder, path), text);
  const macros = Object.entries(defines).map(([key, value]) => `-D${key}=${value}`);
  const read = `read_verilog -sv ${macros.join(' ')} ${sources.map((s) => s.path).join(' ')}`;
  const script = [
    read,
    `prep -flatten -top ${reference}`,
    'design -stash gold',
    read,
    `prep -flatten -top ${design}`,
    'design -stash gate',
    `design -copy-from gold -as gold ${reference}`,
    `design -copy-from gate -as gate ${design}`,
    'memory_map',
    'async2sync',
    'dffunmap',
    'opt_clean',
    'equiv_make gold gate equiv',
    'hierarchy -top equiv',
    'opt_clean',
    'equiv_simple -undef',
    'equiv_induct -undef',
    'equiv_status -assert',
  ].join('; ');
  const { status, text } = run(folder, 'yosys', ['-p', script]);
  if (status === 0 && text.includes('Equivalence successfully proven!')) return undefined;
  if (!/Found \d+ unproven \$equiv cells/.test(text)) throw new Error(`yosys: ${text}`);
  return text;
}

function labels(text: string, pattern: RegExp): string[] {
  return [
    ...new Set([...text.matchAll(pattern)].map(([, path = '']) => path.replace(/^.*[.\\]/, ''))),
  ].sort();
}

function run(cwd: string, command: string, args: readonly string[]): { status: number | null; text: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: patience,
  });
  if (error) throw error;
  return { status, text: `${stdout}${stderr}` };
}
