import { expect, test } from 'vitest';
import { runFake } from './fake-systems.js';
import { sampleAnalysis } from './sample-analysis.js';

test('analyze passes its options on and shows its tables', async () => {
  const run = await runFake(
    'analyze raella-crossbar --workload small-mlp --vectors 10 --seed 4 --set rows=64 --out o'.split(' '),
  );
  const { onProgress: _, ...request } = run.asked[0]! as { onProgress?: unknown };
  expect(request).toEqual({
    ...{ config: 'raella-crossbar', workload: 'small-mlp', vectors: 10, seed: 4 },
    ...{ settings: ['rows=64'], out: 'o' },
  });
  expect(run.exitStatus).toBe(0);
  expect(run.stderr).toBe('analyze raella-crossbar\n  run the golden model\n');
  expect(run.stdout).toBe(`small-mlp on unit: a crossbar
  inputs       10
  speculation  96.3 % succeed; 0.6 % of 1-bit column sums saturate
  accuracy     float 97.0 %, integer 96.0 %, crossbars 95.5 %
  report       out/unit/runs/0123/analysis.html

Layers
  layer    size     vectors  slicing  crossbars  rows used  columns used  converts a MAC  fJ a MAC  mean error  equal
  dense-1  64 x 32  10       4-4      1          100.0 %    50.0 %        0.02            40        0.01        99.5 %

Column sums, 7-bit ADCs
  strategy  bits  fit the ADC  thesis
  unsigned  2     60.0 %       2.0 %

At a bound of the ADC: dense-1
  step  kind         input bits  slice 0 (4b)  slice 1 (4b)
  0     speculation  7..4        2.5 %         5.0 %
  1     recovery     7..7        1.3 %         0.0 %

Converts a MAC
  setup        all rows used  thesis  as mapped here  ADC fJ a MAC  change
  ISAAC-8b     0.25           0.25    0.25            600           -
  speculation  0.02           0.018   0.02            30            -60.0 %

Energy of a MAC
  group     component  fJ  share
  ADC       ADCs       30  75.0 %
  crossbar  devices    10  25.0 %
  all                  40  100.0 %

The same layers on other architectures
  architecture  converts a MAC  fJ a MAC  efficiency over ISAAC  thesis
  ISAAC-8b      0.25            40        1                      1
warning: a note
`);
});

test('analyze --json prints the result alone', async () => {
  const run = await runFake(['analyze', 'raella-crossbar', '--workload', 'small-mlp', '--json']);
  expect(JSON.parse(run.stdout)).toEqual(sampleAnalysis);
  expect(run.stderr).toBe('');
});

test('analyze without a workload, and with options out of their range', async () => {
  const missing = await runFake(['analyze', 'tiny']);
  expect(missing).toMatchObject({ exitStatus: 2, stdout: '', asked: [] });
  expect(missing.stderr).toContain("CW-C020: required option '--workload <NAME>' not specified");
  const wrong = await runFake('analyze tiny --workload random --vectors 0 --seed x'.split(' '));
  expect(wrong).toMatchObject({ exitStatus: 2, stdout: '', asked: [] });
  expect(wrong.stderr).toContain('the value of --vectors is not one it takes');
  expect(wrong.stderr).toContain('the value of --seed is not one it takes');
});
