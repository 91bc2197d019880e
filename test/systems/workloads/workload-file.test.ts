import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../../base/crossweave-error.js';
import type { Diagnostic } from '../../../base/diagnostic.js';
import { workloadCatalogue } from '../../../systems/workloads/catalogue.js';
import { createWorkload } from '../../../systems/workloads/index.js';
import { parseWorkload } from '../../../systems/workloads/workload-file.js';
import { mvmuConfig, signedArrayConfig } from '../../support/exact-mvmu.js';

const config = mvmuConfig({ rows: 2, columns: 3, weightBits: 4, inputBits: 4 });
const good = {
  weights: [
    [1, -8, 7],
    [0, 2, 3],
  ],
  inputs: [
    [-8, 7],
    [1, 2],
  ],
};

function findings(action: () => unknown): readonly Diagnostic[] {
  try {
    action();
  } catch (error) {
    if (error instanceof CrossweaveError) {
      expect(error.exitStatus).toBe(2);
      return error.diagnostics;
    }
    throw error;
  }
  throw new Error('nothing was refused');
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossweave-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('workload file', () => {
  it('is one phase of its weights and inputs', () => {
    const workload = createWorkload(file('good.json', JSON.stringify(good)), config);
    expect([workload.name, workload.vectors, workload.phases]).toEqual(['good.json', 2, 1]);
    expect(workload.phase(0, [])).toEqual({
      weights: Int32Array.of(1, -8, 7, 0, 2, 3),
      inputs: Int32Array.of(-8, 7, 1, 2),
    });
    expect(workload.phase(1, [])).toBeUndefined();
  });

  it('gives only its first inputs where fewer vectors are asked for', () => {
    expect(parseWorkload(good, config, { vectors: 1 }).phase(0, [])!.inputs).toEqual(Int32Array.of(-8, 7));
  });

  it('fits a signed array too', () => {
    const array = signedArrayConfig({ rows: 1, columns: 2 });
    expect(parseWorkload({ weights: [[-15, 15]], inputs: [[15]] }, array).vectors).toBe(1);
    expect(
      findings(() => parseWorkload({ weights: [[-16, 15]], inputs: [[-1]] }, array)).map((d) => d.code),
    ).toEqual(['CW-W003', 'CW-W004']);
  });

  it('looks at the range of what has its place, whatever the rest is', () => {
    const mixed = {
      weights: [
        [1, 2],
        [8, 1.5, Number.POSITIVE_INFINITY],
      ],
      inputs: [[9, null], [1]],
    };
    expect(findings(() => parseWorkload(mixed, config)).map((d) => [d.code, d.actual])).toEqual([
      ['CW-W001', '2 elements'],
      ['CW-W002', '1.5'],
      ['CW-W002', 'Infinity'],
      ['CW-W002', 'null'],
      ['CW-W001', '1 elements'],
      ['CW-W003', '8'],
      ['CW-W004', '9'],
    ]);
  });

  it('needs no ending where the file is there', () => {
    const before = process.cwd();
    writeFileSync(join(folder, 'plain'), JSON.stringify(good));
    try {
      process.chdir(folder);
      expect(createWorkload('plain', config).name).toBe('plain');
    } finally {
      process.chdir(before);
    }
  });

  it('reports all errors at once, with their places', () => {
    const bad = {
      weights: [
        [1, 2, 8],
        [0.5, 2, 3],
      ],
      inputs: [
        [9, 0],
        [-9, 1],
      ],
      imputs: 1,
    };
    const found = findings(() => parseWorkload(bad, config, { file: 'w.json' }));
    expect(found.map((d) => [d.code, d.where])).toEqual([
      ['CW-W104', { kind: 'json', file: 'w.json', path: 'imputs' }],
      ['CW-W002', { kind: 'json', file: 'w.json', path: 'weights[1][0]' }],
      ['CW-W003', { kind: 'json', file: 'w.json', path: 'weights[0][2]' }],
      ['CW-W004', { kind: 'json', file: 'w.json', path: 'inputs[0][0]' }],
      ['CW-W004', { kind: 'json', file: 'w.json', path: 'inputs[1][0]' }],
    ]);
  });

  it('CW-W101: a file that is not there, and a folder', () => {
    const path = join(folder, 'nothing.json');
    expect(findings(() => createWorkload(path, config))).toEqual([
      {
        code: 'CW-W101',
        severity: 'error',
        message: 'the workload file cannot be read',
        where: { kind: 'file', file: path },
        actual: 'ENOENT',
        hint: 'see `crossweave list` for the workloads that need no file',
      },
    ]);
    expect(findings(() => createWorkload(`${folder}/`, config))[0]!.actual).toBe('EISDIR');
  });

  it('CW-W102: a file that is too big, without reading it', () => {
    const path = file('big.json', '');
    truncateSync(path, 65 * 2 ** 20);
    expect(findings(() => createWorkload(path, config))).toEqual([
      {
        code: 'CW-W102',
        severity: 'error',
        message: 'the workload file is too big',
        where: { kind: 'file', file: path },
        expected: 'at most 67108864 bytes',
        actual: '68157440 bytes',
        hint: 'split the inputs over several files',
      },
    ]);
  });

  it('CW-W103: a file that is no JSON', () => {
    const path = file('broken.json', '{ "weights": [[1,]] }');
    const [finding, ...rest] = findings(() => createWorkload(path, config));
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      code: 'CW-W103',
      severity: 'error',
      message: 'the workload file is no JSON',
      where: { kind: 'file', file: path },
    });
    expect(finding!.actual).toMatch(/Unexpected token/);
  });

  it('CW-W104: no object, missing keys, unknown keys', () => {
    expect(findings(() => parseWorkload([], config))).toEqual([
      {
        code: 'CW-W104',
        severity: 'error',
        message: 'a workload is a JSON object',
        where: { kind: 'json', path: '' },
        expected: '{ "weights": int[rows][columns], "inputs": int[n][rows] }',
        actual: 'an array',
      },
    ]);
    expect(findings(() => parseWorkload({ weigths: [], inputs: good.inputs }, config))).toEqual([
      {
        code: 'CW-W104',
        severity: 'error',
        message: 'the workload has no key "weights"',
        where: { kind: 'json', path: 'weights' },
        expected: 'int[rows][columns]',
        actual: 'nothing',
      },
      {
        code: 'CW-W104',
        severity: 'error',
        message: 'unknown key "weigths"',
        where: { kind: 'json', path: 'weigths' },
        expected: 'only weights and inputs',
        actual: '"weigths"',
        hint: 'did you mean "weights"?',
      },
    ]);
    expect(findings(() => parseWorkload({}, config)).length).toBe(2);
  });

  it('CW-W105: no inputs, or too few', () => {
    expect(findings(() => parseWorkload({ ...good, inputs: [] }, config))).toEqual([
      {
        code: 'CW-W105',
        severity: 'error',
        message: 'the workload has no inputs',
        where: { kind: 'json', path: 'inputs' },
        expected: 'at least 1',
        actual: '0',
      },
    ]);
    expect(findings(() => parseWorkload(good, config, { vectors: 3 }))).toEqual([
      {
        code: 'CW-W105',
        severity: 'error',
        message: 'the workload has fewer inputs than asked for',
        where: { kind: 'json', path: 'inputs' },
        expected: 'at least 3',
        actual: '2',
      },
    ]);
  });
});

describe('createWorkload', () => {
  it('makes every workload that is listed', () => {
    for (const { name, systems } of workloadCatalogue)
      if (systems.includes(config.system))
        expect(createWorkload(name, config, { vectors: 2 }).vectors).toBe(2);
    expect(createWorkload('random', config).vectors).toBe(16);
    expect(createWorkload('digits', config).vectors).toBeGreaterThanOrEqual(300);
  });

  it('CW-W106: an unknown name', () => {
    expect(findings(() => createWorkload('digit', config))).toEqual([
      {
        code: 'CW-W106',
        severity: 'error',
        message: 'there is no workload "digit"',
        expected: 'random, digits, or a file',
        actual: '"digit"',
        hint: 'did you mean "digits"?',
      },
    ]);
  });

  it('CW-W107: digits on a signed array', () => {
    expect(findings(() => createWorkload('digits', signedArrayConfig()))).toEqual([
      {
        code: 'CW-W107',
        severity: 'error',
        message: 'the workload "digits" does not run on signed-array',
        expected: 'a configuration of puma-mvmu',
        actual: 'signed-array',
        hint: 'its codes are no scaled sums that a next layer could take; use "random" or a workload file',
      },
    ]);
  });

  it('CW-W108: a number of vectors that cannot be had', () => {
    expect(findings(() => createWorkload('digits', config, { vectors: 401 }))).toEqual([
      {
        code: 'CW-W108',
        severity: 'error',
        message: 'the workload cannot have so many vectors',
        expected: '1 .. 400',
        actual: '401',
        hint: 'that many images are held out',
      },
    ]);
    for (const vectors of [0, -1, 1.5, Number.NaN, 1e12]) {
      expect(findings(() => createWorkload('random', config, { vectors }))[0]!.code).toBe('CW-W108');
    }
  });
});
