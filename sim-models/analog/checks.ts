import type { Code, Diagnostic } from '../../base/diagnostic.js';

/** Numbers of a matrix that lie outside a range, the first eight of them by place, the rest counted.
 *  @param name of the matrix in the workload, such as `weights`  @param width numbers a row */
export function rangeFindings(
  code: Code,
  name: 'weights' | 'inputs',
  data: Int32Array,
  width: number,
  least: number,
  largest: number,
  hint: string,
): Diagnostic[] {
  const allowed = (value: number) => value >= least && value <= largest;
  // Most are whole: a plain loop is several times faster than one that calls `allowed`.
  let outside = false;
  for (let at = 0; at < data.length; at++) outside ||= data[at]! < least || data[at]! > largest;
  if (!outside) return [];
  return valueFindings(code, name, data, width, allowed, `${least} .. ${largest}`, hint);
}

/** As `rangeFindings`, for any set of numbers. @param expected the set in words */
export function valueFindings(
  code: Code,
  name: 'weights' | 'inputs',
  data: Int32Array,
  width: number,
  allowed: (value: number) => boolean,
  expected: string,
  hint: string,
): Diagnostic[] {
  const findings: Diagnostic[] = [];
  let outside = 0;
  for (let at = 0; at < data.length; at++) {
    const value = data[at]!;
    if (allowed(value)) continue;
    outside++;
    if (outside > 8) continue;
    findings.push({
      code,
      severity: 'error',
      message: `${name === 'weights' ? 'a weight' : 'an input'} is out of range`,
      where: { kind: 'json', path: `${name}[${Math.floor(at / width)}][${at % width}]` },
      expected,
      actual: String(value),
      hint,
    });
  }
  const last = findings.at(-1);
  if (last && outside > 8) findings[7] = { ...last, message: `${last.message} (and ${outside - 8} more)` };
  return findings;
}

/** A matrix that has not the number of elements it should have. */
export function shapeFinding(name: 'weights' | 'inputs', expected: string, elements: number): Diagnostic {
  return {
    code: 'CW-M002',
    severity: 'error',
    message: `the ${name} have the wrong shape`,
    where: { kind: 'json', path: name },
    expected,
    actual: `${elements} numbers`,
  };
}
