import type { MachineGeometry } from '../../config/puma/geometry.js';
import type { Findings } from './findings.js';
import type { Numbers } from './numbers.js';
import type { Labels } from './symbols.js';
import type { RegisterOperand } from './syntax.js';

/** The register address of an operand. CW-P014 for an MVMU that is not there, CW-P007 for a register that is not. */
export function registerAddress(
  { bank, mvmu, index }: RegisterOperand,
  geometry: MachineGeometry,
  numbers: Numbers,
  labels?: Labels,
): number | undefined {
  const { registers, generalBase, dimension, mvmus } = geometry;
  const number = (expression: typeof index, rule: Parameters<Numbers['read']>[1]) =>
    numbers.read({ kind: 'expression', expression, place: expression.place }, rule, labels);
  if (bank === 'r' || mvmu === undefined) {
    const at = number(index, { what: 'the general register', min: 0, max: registers - 1, code: 'CW-P007' });
    return at === undefined ? undefined : generalBase + at;
  }
  const unit = number(mvmu, { what: 'the MVMU', min: 0, max: mvmus - 1, code: 'CW-P014' });
  const at = number(index, { what: `the ${bank} register`, min: 0, max: dimension - 1, code: 'CW-P007' });
  return unit === undefined || at === undefined ? undefined : unit * dimension + at;
}

/** The address of a register that is written, or nothing where it cannot be. */
export function destinationAddress(
  operand: RegisterOperand,
  geometry: MachineGeometry,
  numbers: Numbers,
  findings: Findings,
  labels?: Labels,
): number | undefined {
  if (operand.bank === 'xout') {
    return findings.error('CW-P005', operand.place, 'only mvm writes XbarOut registers', {
      expected: 'a general register or xin',
      actual: 'xout',
    });
  }
  return registerAddress(operand, geometry, numbers, labels);
}
