import { CrossweaveError } from '../base/crossweave-error.js';
import type { Diagnostic } from '../base/diagnostic.js';
import type { ArrayConfig } from '../config/systems.js';
import { type ElementRange, inputRange, isElement, weightRange } from './element-range.js';
import { arrayShape } from './shape.js';

/** Findings of one matrix named one by one; the rest are counted, so that a wrong scale stays readable. */
const namedFindings = 20;

/** Where a matrix came from, for its messages. */
export interface MatrixOrigin {
  readonly file?: string;
  /** JSON path of the matrix; default `weights` or `inputs`. */
  readonly path?: string;
}

interface Rule {
  readonly code: 'CW-W003' | 'CW-W004';
  readonly noun: 'weight' | 'input';
  readonly path: string;
  readonly range: ElementRange;
  readonly hint: string;
}

/** Checks shape and range of a rows x columns row-major weight matrix.
 *
 *  @throws {CrossweaveError} CW-W001 wrong number of elements; CW-W003 weights out of range, all of them at
 *  once (the first 20 by place, the others counted). */
export function checkWeights(config: ArrayConfig, weights: Int32Array, origin: MatrixOrigin = {}): void {
  const { rows, columns } = arrayShape(config);
  const differential = config.system === 'puma-mvmu' && config.encoding === 'differential';
  report(
    matrixFindings(weights, rows, columns, origin, {
      code: 'CW-W003',
      noun: 'weight',
      path: 'weights',
      range: weightRange(config),
      hint: differential
        ? 'a differential pair holds sign and magnitude, so the lowest value has no cells'
        : isBinary(config)
          ? signHint
          : 'scale the weights, or give them more bits in the configuration',
    }),
  );
}

/** Checks shape and range of an n x rows row-major input matrix, n any number.
 *
 *  @throws {CrossweaveError} CW-W001 when the length is no multiple of `rows`; CW-W004 inputs out of range, all
 *  of them at once (the first 20 by place, the others counted). */
export function checkInputs(config: ArrayConfig, inputs: Int32Array, origin: MatrixOrigin = {}): void {
  const { rows } = arrayShape(config);
  const vectors = Math.ceil(inputs.length / rows);
  report(
    matrixFindings(inputs, vectors, rows, origin, {
      code: 'CW-W004',
      noun: 'input',
      path: 'inputs',
      range: inputRange(config),
      hint: isBinary(config) ? signHint : 'scale the inputs, or give them more bits in the configuration',
    }),
  );
}

const isBinary = (config: ArrayConfig): boolean =>
  config.system === 'mixed-signal-array' && config.style === 'xnor-capacitor';
const signHint = 'an XNOR cell multiplies signs: take the sign of each value, or another style';

function matrixFindings(
  values: Int32Array,
  rows: number,
  columns: number,
  origin: MatrixOrigin,
  rule: Rule,
): Diagnostic[] {
  const path = origin.path ?? rule.path;
  const place = (element: string) => ({
    kind: 'json' as const,
    ...(origin.file === undefined ? {} : { file: origin.file }),
    path: element,
  });
  if (values.length !== rows * columns)
    return [
      {
        code: 'CW-W001',
        severity: 'error',
        message: `the ${rule.noun} matrix has the wrong number of elements`,
        where: place(path),
        expected: `${rows * columns} (${rows} x ${columns})`,
        actual: String(values.length),
        hint: 'the order is row-major; `rows` and `columns` of the configuration give the shape',
      },
    ];
  const { min, max, endsOnly } = rule.range;
  const expected = endsOnly ? `${min} or ${max}` : `${min} .. ${max}`;
  const findings: Diagnostic[] = [];
  let count = 0;
  for (const [k, value] of values.entries()) {
    if (isElement(rule.range, value)) continue;
    if (count++ >= namedFindings) continue;
    findings.push({
      code: rule.code,
      severity: 'error',
      message: `${rule.noun} out of range`,
      where: place(`${path}[${Math.floor(k / columns)}][${k % columns}]`),
      expected,
      actual: String(value),
      hint: rule.hint,
    });
  }
  if (count > namedFindings)
    findings.push({
      code: rule.code,
      severity: 'error',
      message: `${count - namedFindings} more ${rule.noun}s are out of range`,
      where: place(path),
      expected,
    });
  return findings;
}

function report(findings: readonly Diagnostic[]): void {
  if (findings.length > 0) throw new CrossweaveError(findings);
}
