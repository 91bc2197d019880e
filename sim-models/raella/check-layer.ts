import { CrossweaveError } from '../../base/crossweave-error.js';
import type { Diagnostic } from '../../base/diagnostic.js';
import type { RaellaCrossbarConfig } from '../../config/raella-crossbar.js';
import { shapeFinding } from '../analog/checks.js';
import { codeBits, type RaellaLayer } from './layer.js';

/** Refuses a layer that does not fit its crossbar.
 *  @throws {CrossweaveError} CW-M002 on a wrong shape, CW-M005 on a slicing or a number of filters that cannot be held */
export function checkLayer(config: RaellaCrossbarConfig, layer: RaellaLayer): void {
  const { rows, columns, cellBits } = config;
  const { slicing, codes, centres, used } = layer;
  const filters = centres.length;
  const findings: Diagnostic[] = [];
  const shape = `${rows} x ${filters} = ${rows * filters} numbers`;
  if (codes.length !== rows * filters) findings.push(shapeFinding('weights', shape, codes.length));
  if (used !== undefined && used.length !== rows * filters) {
    findings.push({
      code: 'CW-M002',
      severity: 'error',
      message: 'the marks of the rows used have the wrong shape',
      where: { kind: 'json', path: 'used' },
      expected: shape,
      actual: `${used.length} numbers`,
    });
  }
  const sum = slicing.reduce((total, width) => total + width, 0);
  const widths = slicing.every((width) => Number.isInteger(width) && width >= 1 && width <= cellBits);
  if (!widths || sum !== codeBits) {
    findings.push({
      code: 'CW-M005',
      severity: 'error',
      message: 'the slicing does not cut a weight into cells',
      where: { kind: 'json', path: 'slicing' },
      expected: `widths of 1 .. ${cellBits} bits that sum to ${codeBits}`,
      actual: `[${slicing.join(', ')}]`,
      hint: `cells have ${cellBits} bits and a sign`,
    });
  } else if (filters * slicing.length > columns) {
    findings.push({
      code: 'CW-M005',
      severity: 'error',
      message: 'the filters do not fit the crossbar',
      where: { kind: 'json', path: 'centres' },
      expected: `at most ${columns} columns, one for each slice of a filter`,
      actual: `${filters} x ${slicing.length} = ${filters * slicing.length} columns`,
    });
  }
  if (findings.length > 0) throw new CrossweaveError(findings);
}
