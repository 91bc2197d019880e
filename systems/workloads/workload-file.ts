import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import { checkInputs, checkWeights } from '../../compiler/check-elements.js';
import { readMatrix } from '../../compiler/read-matrix.js';
import { arrayShape } from '../../compiler/shape.js';
import { nearestWord } from '../../config/nearest-word.js';
import type { ArrayConfig } from '../../config/systems.js';
import type { Workload } from './workload.js';

/** Larger files are refused before they are read: 512 x 512 weights and 10,000 inputs take half of it. */
const largestFileBytes = 64 * 2 ** 20;

const keys = ['weights', 'inputs'] as const;

/** Reads a workload file, JSON `{ "weights": int[rows][columns], "inputs": int[n][rows] }`.
 *
 *  @param vectors take only the first so many inputs
 *  @throws {CrossweaveError} CW-W101 unreadable, CW-W102 too big, CW-W103 no JSON, and the findings of
 *  `parseWorkload` */
export function readWorkloadFile(file: string, config: ArrayConfig, vectors?: number): Workload {
  const text = textOf(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CrossweaveError({
      code: 'CW-W103',
      severity: 'error',
      message: 'the workload file is no JSON',
      where: { kind: 'file', file },
      actual: error instanceof Error ? error.message : String(error),
    });
  }
  return parseWorkload(json, config, { file, ...(vectors === undefined ? {} : { vectors }) });
}

/** Checks a parsed workload against a configuration.
 *
 *  @throws {CrossweaveError} with all findings at once: CW-W104 a key missing or unknown, or no object; CW-W105 no
 *  inputs, or fewer than asked for; CW-W001 shape; CW-W002 not integers; CW-W003, CW-W004 out of range */
export function parseWorkload(
  json: unknown,
  config: ArrayConfig,
  { file, vectors }: { readonly file?: string; readonly vectors?: number } = {},
): Workload {
  const origin = file === undefined ? {} : { file };
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new CrossweaveError({
      code: 'CW-W104',
      severity: 'error',
      message: 'a workload is a JSON object',
      where: { kind: 'json', ...origin, path: '' },
      expected: '{ "weights": int[rows][columns], "inputs": int[n][rows] }',
      actual: Array.isArray(json) ? 'an array' : json === null ? 'null' : `a ${typeof json}`,
    });
  }
  const document: Readonly<Record<string, unknown>> = { ...json };
  const { rows, columns } = arrayShape(config);
  const findings = keyFindings(document, file);
  const weights = readKey(document, 'weights', { rows, columns }, file);
  const inputs = readKey(document, 'inputs', { columns: rows }, file);
  findings.push(...weights.findings, ...inputs.findings);
  // What is no integer, or has no place, was read as 0, which is in every range: the rest is still looked at.
  if (weights.values.length === rows * columns)
    findings.push(...caught(() => checkWeights(config, weights.values, origin)));
  findings.push(...caught(() => checkInputs(config, inputs.values, origin)));
  if (Array.isArray(document.inputs)) findings.push(...countFindings(inputs.rows, vectors, file));
  if (findings.length > 0) throw new CrossweaveError(findings);
  const count = vectors ?? inputs.rows;
  const phase = { weights: weights.values, inputs: inputs.values.subarray(0, count * rows) };
  return {
    name: file === undefined ? 'file' : basename(file),
    vectors: count,
    phases: 1,
    phase: (k) => (k === 0 ? phase : undefined),
  };
}

/** A missing key is one finding, of `keyFindings`. */
function readKey(
  document: Readonly<Record<string, unknown>>,
  key: (typeof keys)[number],
  shape: { readonly rows?: number; readonly columns: number },
  file: string | undefined,
) {
  if (key in document) return readMatrix(document[key], shape, key, file);
  const absent = new Int32Array((shape.rows ?? 0) * shape.columns);
  return { values: absent, rows: 0, findings: [] };
}

function keyFindings(document: object, file: string | undefined): Diagnostic[] {
  const place = (path: string) => ({ kind: 'json' as const, ...(file === undefined ? {} : { file }), path });
  const missing = keys.filter((key) => !(key in document));
  const unknown = Object.keys(document).filter((key) => !keys.some((known) => known === key));
  return [
    ...missing.map(
      (key): Diagnostic => ({
        code: 'CW-W104',
        severity: 'error',
        message: `the workload has no key "${key}"`,
        where: place(key),
        expected: key === 'weights' ? 'int[rows][columns]' : 'int[n][rows]',
        actual: 'nothing',
      }),
    ),
    ...unknown.map((key): Diagnostic => {
      const nearest = nearestWord(key, keys);
      return {
        code: 'CW-W104',
        severity: 'error',
        message: `unknown key ${JSON.stringify(key)}`,
        where: place(key),
        expected: `only ${keys.join(' and ')}`,
        actual: JSON.stringify(key),
        hint: nearest === undefined ? 'remove the key' : `did you mean "${nearest}"?`,
      };
    }),
  ];
}

function countFindings(present: number, wanted: number | undefined, file: string | undefined): Diagnostic[] {
  if (present > 0 && (wanted ?? 1) <= present) return [];
  return [
    {
      code: 'CW-W105',
      severity: 'error',
      message: present === 0 ? 'the workload has no inputs' : 'the workload has fewer inputs than asked for',
      where: { kind: 'json', ...(file === undefined ? {} : { file }), path: 'inputs' },
      expected: `at least ${wanted ?? 1}`,
      actual: String(present),
    },
  ];
}

function caught(check: () => void): readonly Diagnostic[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
}

function textOf(file: string): string {
  let bytes: number;
  try {
    bytes = statSync(file).size;
    if (bytes <= largestFileBytes) return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CrossweaveError(
      {
        code: 'CW-W101',
        severity: 'error',
        message: 'the workload file cannot be read',
        where: { kind: 'file', file },
        actual: error instanceof Error && 'code' in error ? String(error.code) : String(error),
        hint: 'see `crossweave list` for the workloads that need no file',
      },
      { cause: error },
    );
  }
  throw new CrossweaveError({
    code: 'CW-W102',
    severity: 'error',
    message: 'the workload file is too big',
    where: { kind: 'file', file },
    expected: `at most ${largestFileBytes} bytes`,
    actual: `${bytes} bytes`,
    hint: 'split the inputs over several files',
  });
}
