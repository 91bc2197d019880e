import { afterAll, describe, expect, it } from 'vitest';
import { renderCrossbarMacro } from '../../../generators/common/crossbar-macro.js';
import { hasTool } from '../../support/tools.js';
import { noise, pumaConfig } from './support/configs.js';
import { gaussianOf, squareRoot } from './support/noise-by-hand.js';
import { Random } from './support/random.js';
import { Scratch } from './support/scratch.js';

/** Prints the functions behind the macro, whose least errors would seldom reach a code. */
const main = `#include "analog/dut_xbar_dpi.cpp"
#include <cstdio>
#include <cstring>
int main() {
  char name[16];
  unsigned long long x;
  while (std::scanf("%15s %llu", name, &x) == 2) {
    long long y = 0;
    if (!std::strcmp(name, "gaussian")) y = gaussian(static_cast<uint32_t>(x));
    if (!std::strcmp(name, "isqrt")) y = isqrt(static_cast<int64_t>(x));
    std::printf("%lld\\n", y);
  }
}
`;

/** Words around every segment of the table, and random ones. */
function words(): bigint[] {
  const random = new Random(5);
  const edges = Array.from({ length: 31 }, (_, e) => 1n << BigInt(e)).flatMap((octave) =>
    Array.from({ length: 16 }, (_, i) => octave + (octave * BigInt(i)) / 16n).flatMap((w) => [
      w - 1n,
      w,
      w + 1n,
    ]),
  );
  const some = Array.from({ length: 2000 }, () =>
    BigInt(random.integer(0, 2 ** 30) * 2 + random.integer(0, 1)),
  );
  return [...edges, ...some, 0x7fffffffn].flatMap((w) => [w, w | 0x80000000n]);
}

/** Squares, their neighbours, and random numbers up to the largest sum there is, in Q24. */
function squares(): bigint[] {
  const random = new Random(6);
  const roots = [
    1,
    2,
    3,
    4095,
    4096,
    65535,
    1 << 20,
    3423999,
    2 ** 25,
    2 ** 26 - 2,
    2 ** 26 - 1,
    ...Array.from({ length: 500 }, () => random.integer(1, 3424000)),
    ...Array.from({ length: 500 }, () => random.integer(2 ** 25, 2 ** 26 - 1)),
  ];
  return roots.flatMap((r) => [BigInt(r) ** 2n - 1n, BigInt(r) ** 2n, BigInt(r) ** 2n + 1n]);
}

describe.skipIf(!hasTool('g++'))('the functions of the C++ behind the macro', () => {
  const scratch = new Scratch();
  afterAll(() => scratch.remove());

  it('equal an evaluation by hand, word for word', () => {
    const { dpi } = renderCrossbarMacro(pumaConfig({ nonideal: noise({ adc: 1 }) }), { command: 'test' });
    const uniform = words();
    const radicands = squares();
    const lines = [...uniform.map((w) => `gaussian ${w}`), ...radicands.map((x) => `isqrt ${x}`)];
    scratch.write([
      ...dpi,
      { path: 'main.cpp', text: main },
      { path: 'in.txt', text: `${lines.join('\n')}\n` },
    ]);
    expect(scratch.run('g++', ['-std=c++17', '-O2', '-w', 'main.cpp', '-o', 'main'])).toMatchObject({
      status: 0,
    });
    const printed = scratch.run('sh', ['-c', './main < in.txt']).output.trim().split('\n').map(BigInt);
    expect(printed).toEqual([...uniform.map(gaussianOf), ...radicands.map(squareRoot)]);
  });
});
