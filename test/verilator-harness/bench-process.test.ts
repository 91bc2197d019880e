import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CrossweaveError } from '../../base/crossweave-error.js';
import { BenchProcess } from '../../verilator-harness/testbench/bench-process.js';

let folder = '';

/** A shell script in place of a simulator: `$1` are the commands, `$2` the answers. */
const start = (script: string, cpuSeconds = 60) =>
  BenchProcess.start({
    top: 'unit',
    program: '/bin/sh',
    args: ({ commands, answers }) => {
      folder = dirname(commands);
      return ['-c', script, 'sh', commands, answers];
    },
    cpuSeconds,
  });

/** Reads a line and answers with it, turned round by `echo $2 $1`, until told 5. */
const echo = `exec 3<"$1" 4>"$2"; echo 0 >&4
while read a b c <&3 && [ "$a" != 5 ]; do echo "$c $b $a" >&4; done; echo bye`;

function crash(run: () => unknown): Promise<unknown> {
  return (async () => run())().then(
    () => expect.fail('nothing failed'),
    (error: unknown) => {
      if (!(error instanceof CrossweaveError)) throw error;
      return error.diagnostics.map(({ output, ...rest }) => ({
        ...rest,
        output: output?.split('\n').slice(1),
      }));
    },
  );
}

const crashed = (output: string[]) => [
  {
    code: 'CW-T004',
    severity: 'error',
    message: 'the simulator of `unit` crashed',
    actual: 'it ended in the middle of a test-bench',
    output,
  },
];

describe('a simulator behind pipes', () => {
  it('answers in order, and leaves nothing behind', async () => {
    const process = await start(echo);
    const words = Array.from({ length: 300 }, (_, i) => `w${i}`);
    for (const word of words) process.send(`${word} x y`);
    expect(words.map(() => process.answer())).toEqual(words.map((word) => `y x ${word}`));
    expect(existsSync(folder)).toBe(true);
    await process.close();
    expect(existsSync(folder)).toBe(false);
  });

  it('takes more than a pipe holds at a time', async () => {
    const process = await start(
      'exec 3<"$1" 4>"$2"; echo 0 >&4; n=0; while read -r line <&3 && [ "$line" != 5 ]; do n=$((n+1)); [ "$line" = 4 ] && echo $n >&4; done',
    );
    for (let i = 0; i < 3000; i++) process.send('1 '.padEnd(100, 'f'));
    process.send('4');
    expect(process.answer()).toBe('3001');
    await process.close();
  });

  it('CW-T004: that does not get going', async () => {
    expect(await crash(() => start('echo no licence; exit 3'))).toEqual(crashed(['no licence']));
    expect(existsSync(folder)).toBe(false);
  });

  it('CW-T004: that ends in the middle, while it is read or written', async () => {
    const process = await start('exec 3<"$1" 4>"$2"; echo 0 >&4; read x <&3; echo last words; exit 1');
    process.send('1 2 3');
    expect(await crash(() => process.answer())).toEqual(crashed(['last words']));
    expect(await crash(() => process.answer())).toEqual(crashed(['last words']));
    process.send('1 2 3');
    expect(await crash(() => process.answer())).toEqual(crashed(['last words']));
    await process.close();
    expect(existsSync(folder)).toBe(false);
  });

  it('CW-T004: that never answers, at its limit of processor time', async () => {
    const process = await start('exec 3<"$1" 4>"$2"; echo 0 >&4; while :; do :; done', 1);
    process.send('4');
    expect(await crash(() => process.answer())).toEqual(crashed(['']));
    await process.close();
  });
});
