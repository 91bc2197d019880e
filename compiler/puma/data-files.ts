import { isAbsolute, join } from 'node:path';
import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import type { SourcePlace } from '../../base/source-place.js';
import { parseJson } from '../../config/json-text.js';
import { readTextFile } from '../../config/read-text-file.js';
import { showValue } from '../../config/show-value.js';
import type { Findings } from './findings.js';

/** Findings of one file named one by one; the rest are counted. */
const namedFindings = 20;

/** Whole numbers of a file, and where each stands. */
export interface FileNumbers {
  readonly file: string;
  /** Nested arrays, as the file has them. */
  readonly json: readonly unknown[];
  /** Path of `json` in the file. */
  readonly path: string;
}

/** JSON files that an assembly takes numbers from: an array, or an object with an array `values` and anything else. */
export class DataFiles {
  readonly #folder: string;
  readonly #findings: Findings;
  readonly #read = new Map<string, FileNumbers | undefined>();

  /** @param folder that paths count from */
  constructor(folder: string, findings: Findings) {
    this.#folder = folder;
    this.#findings = findings;
  }

  /** All numbers of a file in their order, whatever their nesting. */
  numbers(
    name: string,
    range: { readonly min: number; readonly max: number },
    place: SourcePlace,
  ): number[] | undefined {
    const found = this.#open(name, place);
    if (found === undefined) return undefined;
    const numbers: number[] = [];
    const faults: Diagnostic[] = [];
    const walk = (json: unknown, path: string) => {
      if (Array.isArray(json)) {
        for (const [k, element] of (json as unknown[]).entries()) walk(element, `${path}[${k}]`);
      } else if (isWhole(json) && json >= range.min && json <= range.max) numbers.push(json);
      else faults.push(fault(found.file, path, json, `a whole number ${range.min} .. ${range.max}`));
    };
    walk(found.json, found.path);
    return this.#report(faults, found) ? undefined : numbers;
  }

  /** A matrix: an array of rows of one length. */
  matrix(
    name: string,
    range: { readonly min: number; readonly max: number },
    place: SourcePlace,
  ): { readonly rows: readonly (readonly number[])[]; readonly columns: number } | undefined {
    const found = this.#open(name, place);
    if (found === undefined) return undefined;
    const first = found.json[0];
    const columns = Array.isArray(first) ? first.length : 0;
    const faults: Diagnostic[] = [];
    if (columns === 0)
      faults.push(fault(found.file, found.path, first ?? found.json, 'an array of rows of weights'));
    for (const [r, row] of columns === 0 ? [] : found.json.entries()) {
      const path = `${found.path}[${r}]`;
      if (!Array.isArray(row) || row.length !== columns) {
        faults.push(fault(found.file, path, row, `a row of ${columns} weights, as the first one has`));
        continue;
      }
      for (const [c, value] of (row as unknown[]).entries()) {
        if (isWhole(value) && value >= range.min && value <= range.max) continue;
        faults.push(fault(found.file, `${path}[${c}]`, value, `a weight ${range.min} .. ${range.max}`));
      }
    }
    if (this.#report(faults, found)) return undefined;
    return { rows: found.json as readonly (readonly number[])[], columns };
  }

  #report(faults: readonly Diagnostic[], { file, path }: FileNumbers): boolean {
    this.#findings.push(...faults.slice(0, namedFindings));
    if (faults.length > namedFindings) {
      this.#findings.push({
        code: 'CW-P013',
        severity: 'error',
        message: `${faults.length - namedFindings} more findings in the data file`,
        where: { kind: 'json', file, path },
      });
    }
    return faults.length > 0;
  }

  #open(name: string, place: SourcePlace): FileNumbers | undefined {
    if (this.#read.has(name)) return this.#read.get(name);
    const found = this.#load(name, place);
    this.#read.set(name, found);
    return found;
  }

  #load(name: string, place: SourcePlace): FileNumbers | undefined {
    const file = isAbsolute(name) ? name : join(this.#folder, name);
    let json: unknown;
    try {
      json = parseJson(readTextFile(file, `the data file ${JSON.stringify(name)}`), file);
    } catch (error) {
      if (!(error instanceof CrossweaveError)) throw error;
      // A file that is not there is told where it is asked for; a fault inside it, there.
      const findings = error.diagnostics.map((finding): Diagnostic => {
        return finding.where?.kind === 'file' ? { ...finding, where: { kind: 'source', place } } : finding;
      });
      this.#findings.push(...findings);
      return undefined;
    }
    const held = typeof json === 'object' && json !== null && Object.hasOwn(json, 'values');
    const inner = held ? (json as { readonly values: unknown }).values : json;
    if (Array.isArray(inner))
      return { file, json: inner as unknown[], path: inner === json ? '$' : 'values' };
    this.#findings.push(fault(file, '$', json, 'an array, or an object with an array `values`'));
    return undefined;
  }
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

function fault(file: string, path: string, value: unknown, expected: string): Diagnostic {
  return {
    code: 'CW-P013',
    severity: 'error',
    message: 'the data file does not hold what it is read for',
    where: { kind: 'json', file, path },
    expected,
    actual: Array.isArray(value) ? `an array of ${value.length}` : showValue(value),
  };
}
