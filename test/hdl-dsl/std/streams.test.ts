import { describe, expect, it } from 'vitest';
import { build, uint } from '../../../hdl-dsl/index.js';
import { crossbarSwitch, streamArbiter, streamDemux, streamMux } from '../../../hdl-dsl/std/index.js';
import { ArbiterModel } from './support/arbiter-model.js';
import { compareWithModel, type Pins } from './support/compare.js';

const T = uint(8);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const named = (name: string, part: string, n: number, value: (i: number) => unknown) =>
  Object.fromEntries(upTo(n).map((i) => [`${name}_${i}${part}`, value(i)])) as Record<
    string,
    boolean | bigint | undefined
  >;

describe.each([1, 2, 3, 5])('of %i streams', (n) => {
  it('a multiplexer connects the one that is named', () => {
    const seen = compareWithModel(
      build(streamMux(T), { inputs: n }),
      {
        outputs: (i) => {
          const valid = i[`in_${i.from}_valid`] === 1n;
          return {
            out_valid: valid,
            out_data: valid ? i[`in_${i.from}_data`] : undefined,
            ...named('in', '_ready', n, (k) => i.from === BigInt(k) && i.out_ready === 1n),
          };
        },
      },
      { adjust: (pins) => (pins.from = (pins.from ?? 0n) % BigInt(n)) },
    );
    expect(seen.get('out_valid')).toBeGreaterThan(300);
  });

  it('a demultiplexer sends a word where it is meant to go', () => {
    const seen = compareWithModel(
      build(streamDemux(T), { outputs: n }),
      {
        outputs: (i) => ({
          in_ready: i[`out_${i.to}_ready`] === 1n,
          ...named('out', '_valid', n, (k) => i.in_valid === 1n && i.to === BigInt(k)),
          ...named('out', '_data', n, (k) => (i.to === BigInt(k) ? i.in_data : undefined)),
        }),
      },
      { held: ['in'], with: { in: ['to'] }, adjust: (pins) => (pins.to = (pins.to ?? 0n) % BigInt(n)) },
    );
    expect(seen.get('in_ready')).toBeGreaterThan(300);
  });
});

/** Joins streams: who is chosen stays so as long as the lock says. */
class JoinModel {
  readonly #arbiter: ArbiterModel;
  readonly #lock: 'none' | 'word' | 'packet';
  #owner: number | undefined;

  constructor(policy: 'fixed' | 'round-robin' | 'matrix', inputs: number, lock: 'none' | 'word' | 'packet') {
    this.#arbiter = new ArbiterModel(policy, inputs);
    this.#lock = inputs === 1 ? 'none' : lock;
  }

  chosen(valid: readonly boolean[]): number {
    return this.#owner ?? this.#arbiter.choose(valid);
  }

  tick(valid: readonly boolean[], ready: boolean, last: readonly boolean[]): void {
    const index = this.chosen(valid);
    if (index < 0 || !valid[index]) return;
    if (this.#lock === 'none') {
      if (ready) this.#arbiter.take(index);
      return;
    }
    if (this.#owner === undefined) this.#arbiter.take(index);
    const ends = ready && (this.#lock === 'word' || last[index]);
    this.#owner = ends ? undefined : index;
  }
}

const valids = (i: Pins, n: number) => upTo(n).map((k) => i[`in_${k}_valid`] === 1n);
const configurations = (['fixed', 'round-robin', 'matrix'] as const).flatMap((policy) =>
  (['none', 'word', 'packet'] as const).flatMap((lock) =>
    [1, 2, 3, 4].map((inputs) => ({ policy, lock, inputs })),
  ),
);

describe('a stream arbiter', () => {
  it.each(configurations)('joins streams: %o', ({ policy, lock, inputs }) => {
    const model = new JoinModel(policy, inputs, lock);
    const seen = compareWithModel(
      build(streamArbiter(T), { policy, lock, inputs }),
      {
        outputs: (i) => {
          const index = model.chosen(valids(i, inputs));
          const valid = index >= 0 && i[`in_${index}_valid`] === 1n;
          return {
            out_valid: valid,
            out_data: valid ? i[`in_${index}_data`] : undefined,
            chosen: index < 0 ? undefined : index,
            ...named('in', '_ready', inputs, (k) => k === index && i.out_ready === 1n),
          };
        },
        tick: (i) =>
          model.tick(
            valids(i, inputs),
            i.out_ready === 1n,
            upTo(inputs).map((k) => (((i.last ?? 0n) >> BigInt(k)) & 1n) === 1n),
          ),
      },
      { held: upTo(inputs).map((k) => `in_${k}`), seed: inputs },
    );
    expect(seen.get('out_valid')).toBeGreaterThan(300);
  });
});

describe('a crossbar switch', () => {
  const sizes = [1, 2, 3].flatMap((inputs) =>
    [1, 2, 3, 4].flatMap((outputs) =>
      (['round-robin', 'matrix'] as const).map((policy) => ({ inputs, outputs, policy })),
    ),
  );
  it.each(sizes)('connects every input to every output: %o', ({ inputs, outputs, policy }) => {
    const models = upTo(outputs).map(() => new JoinModel(policy, inputs, 'word'));
    const wants = (i: Pins, j: number) =>
      upTo(inputs).map((k) => i[`in_${k}_valid`] === 1n && i[`to_${k}`] === BigInt(j));
    const chosen = (i: Pins) => models.map((m, j) => m.chosen(wants(i, j)));
    const streams = upTo(inputs).map((k) => `in_${k}`);
    const seen = compareWithModel(
      build(crossbarSwitch(T), { inputs, outputs, policy }),
      {
        outputs: (i) => {
          const choice = chosen(i);
          return {
            ...named('out', '_valid', outputs, (j) => (choice[j] ?? -1) >= 0),
            ...named('out', '_data', outputs, (j) => i[`in_${choice[j]}_data`]),
            ...named('from', '', outputs, (j) =>
              (choice[j] ?? -1) < 0 ? undefined : BigInt(choice[j] ?? 0),
            ),
            ...named('in', '_ready', inputs, (k) =>
              choice.some((c, j) => c === k && i[`out_${j}_ready`] === 1n),
            ),
          };
        },
        tick: (i) => {
          for (const [j, model] of models.entries()) model.tick(wants(i, j), i[`out_${j}_ready`] === 1n, []);
        },
      },
      {
        held: streams,
        with: Object.fromEntries(streams.map((s, k) => [s, [`to_${k}`]])),
        adjust: (pins) => {
          for (const k of upTo(inputs)) pins[`to_${k}`] = (pins[`to_${k}`] ?? 0n) % BigInt(outputs);
        },
      },
    );
    for (const j of upTo(outputs)) expect(seen.get(`out_${j}_valid`)).toBeGreaterThan(50);
  });
});
