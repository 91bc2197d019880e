import { expect, test } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { applySettings } from '../../config/index.js';

const json = { system: 'puma-mvmu', name: 'unit', output: { bits: 16 } };

function findings(settings: string[], of: unknown = json) {
  try {
    applySettings(of, settings);
  } catch (error) {
    if (error instanceof CrossweaveError) return error.diagnostics;
    throw error;
  }
  return [];
}

test('values are JSON, else strings; inner keys keep their neighbours; the source is not changed', () => {
  const settings = [
    'rows=7',
    'output.fraction=3',
    'encoding=differential',
    'signedInputs=false',
    'name="x"',
    'nonideal.read=0.5',
  ];
  expect(applySettings(json, settings)).toEqual({
    system: 'puma-mvmu',
    name: 'x',
    rows: 7,
    encoding: 'differential',
    signedInputs: false,
    output: { bits: 16, fraction: 3 },
    nonideal: { read: 0.5 },
  });
  expect(json).toEqual({ system: 'puma-mvmu', name: 'unit', output: { bits: 16 } });
});

test('the last of two settings holds, and a value may have an equals sign', () => {
  expect(applySettings(json, ['rows=1', 'rows=2', 'name=a=b'])).toMatchObject({ rows: 2, name: 'a=b' });
});

test('CW-C011, whole', () => {
  expect(findings(['rows', '=3'])).toEqual(
    ['"rows"', '"=3"'].map((actual) => ({
      code: 'CW-C011',
      severity: 'error',
      message: 'a setting has the form path=value',
      expected: 'path=value, such as output.bits=12',
      actual,
    })),
  );
});

test('CW-C012, whole', () => {
  expect(findings(['output.bit=3'], { system: 'puma-mvmu' })).toEqual([
    {
      code: 'CW-C012',
      severity: 'error',
      message: 'no key to set at "output.bit"',
      where: { kind: 'json', path: 'output.bit' },
      expected:
        'one of system, name, rows, columns, weightBits, cellBits, inputBits, signedInputs, dacBits, adcs, adcBits, adcOverflow, encoding, output, output.bits, output.fraction, output.rounding, output.overflow, nonideal, nonideal.seed, nonideal.stuckOff, nonideal.stuckOn, nonideal.programming, nonideal.driftTime, nonideal.driftExponent, nonideal.onOffRatio, nonideal.offCurrent, nonideal.irDrop, nonideal.read, nonideal.adc, nonideal.comparator',
      actual: '"output.bit"',
      hint: 'did you mean "output.bits"?',
    },
  ]);
});

test('paths are those of the system, which a setting may change', () => {
  expect(findings(['weightBits=4'], { system: 'signed-array' })).toMatchObject([{ code: 'CW-C012' }]);
  expect(findings(['system=puma-mvmu', 'weightBits=4'], { system: 'signed-array' })).toEqual([]);
  expect(findings(['__proto__.x=4', 'rows.x=1', 'toString=1']).map(({ code }) => code)).toEqual([
    'CW-C012',
    'CW-C012',
    'CW-C012',
  ]);
});

test('elements of lists are set by their number, in a copy of the list or of its default', () => {
  const crossbar = { system: 'raella-crossbar', speculation: [4, 4] };
  expect(applySettings(crossbar, ['speculation.1=2', 'speculation.2=2', 'layer.slicing.0=3'])).toEqual({
    system: 'raella-crossbar',
    speculation: [4, 2, 2],
    layer: { slicing: [3, 2, 2] },
  });
  expect(crossbar.speculation).toEqual([4, 4]);
  expect(applySettings({ system: 'raella-crossbar', speculation: 3 }, ['speculation.0=3'])).toMatchObject({
    speculation: [3, 2, 2],
  });
  expect(applySettings({ system: 'raella-crossbar' }, ['layer.slicing=[4,4]'])).toMatchObject({
    layer: { slicing: [4, 4] },
  });
  const wrong = ['speculation.x=1', 'speculation.01=1', 'speculation.-1=1', 'speculation.0.0=1'];
  expect(findings(wrong, crossbar).map(({ code }) => code)).toEqual(wrong.map(() => 'CW-C012'));
});
