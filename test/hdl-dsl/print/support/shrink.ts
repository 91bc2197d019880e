import type { Module } from '../../../../hdl-dsl/ir/index.js';
import { printDesign } from '../../../../hdl-dsl/print/index.js';
import { outputsOf, referenceTrace, type Trace } from './engines.js';
import { reductions, sizeOf } from './reductions.js';
import type { Experiment } from './stimulus.js';

/** Runs experiments of different module names at once. */
export type Run = (experiments: readonly Experiment[]) => readonly Trace[];

/** The smallest experiment found in which what `run` says still differs from the interpreter. Candidates run in
 *  batches, since a tool costs most where it starts.
 *  @param rounds batches at most */
export function shrink(experiment: Experiment, run: Run, rounds = 400, batch = 12): Experiment {
  const first = cut(experiment, run);
  if (first === undefined) return experiment;
  let best = first;
  let left = rounds;
  // What did not help a moment ago will hardly help now: each search goes on behind the last success.
  let begin = 0;
  for (let helped = true; helped && left > 0; ) {
    helped = false;
    const ways = [...reductions(best)];
    const size = sizeOf(best);
    for (let tried = 0; tried < ways.length && left > 0 && !helped; left--) {
      const batchOf: { readonly candidate: Experiment; readonly at: number }[] = [];
      for (; tried < ways.length && batchOf.length < batch; tried++) {
        const at = (begin + tried) % ways.length;
        const candidate = ways[at]?.();
        if (candidate !== undefined && sizeOf(candidate) < size) batchOf.push({ candidate, at });
      }
      const still = firstDiffering(
        batchOf.map((b) => b.candidate),
        run,
      );
      if (still === undefined) continue;
      best = cut(still, run) ?? still;
      begin = batchOf.find((b) => b.candidate === still)?.at ?? 0;
      helped = true;
    }
  }
  return best;
}

/** Text of a failing experiment: the printed modules, the inputs, and both results. */
export function describeDifference(experiment: Experiment, run: Run): string {
  const expected = referenceTrace(experiment);
  const [got = []] = run([experiment]);
  const pins = outputsOf(experiment.top);
  const show = (word: bigint | undefined): string => {
    if (word === undefined) return 'unknown bits';
    let low = pins.reduce((sum, p) => sum + p.width, 0);
    const fields = pins.map((p) => {
      low -= p.width;
      return `${p.name}=${BigInt.asUintN(p.width, word >> BigInt(low)).toString(16)}`;
    });
    return fields.join(' ');
  };
  const rows = experiment.cycles.flatMap(({ pins: inputs, inReset, ticks }, i) => [
    `cycle ${i}: ${[...inputs].map(([name, value]) => `${name}=${value.toString(16)}`).join(' ')}`,
    ...(inReset.size > 0 ? [`  in reset: ${[...inReset].join(' ')}`] : []),
    ...(ticks.size < experiment.top.clocks.length ? [`  edges: ${[...ticks].join(' ') || 'none'}`] : []),
    ...(expected[i] === got[i] ? [] : [`  expected ${show(expected[i])}`, `  got      ${show(got[i])}`]),
  ]);
  const files = printDesign(experiment.top, { command: 'shrink' }).map((file) => file.text);
  return [...files, ...rows].join('\n');
}

/** Nothing after the first cycle that differs; undefined if none does. */
function cut(experiment: Experiment, run: Run): Experiment | undefined {
  const [got = []] = run([experiment]);
  const at = differsAt(experiment, got);
  return at === undefined ? undefined : { ...experiment, cycles: experiment.cycles.slice(0, at + 1) };
}

function firstDiffering(candidates: readonly Experiment[], run: Run): Experiment | undefined {
  // One test-bench runs equally many cycles of all, and one tool must not mix up their modules.
  if (candidates.length === 0) return undefined;
  const longest = Math.max(...candidates.map((c) => c.cycles.length));
  const padded = candidates.map((c, i): Experiment => {
    const last = c.cycles.at(-1);
    const more = last === undefined ? [] : new Array<typeof last>(longest - c.cycles.length).fill(last);
    return { top: renamed(c.top, `_v${i}`), cycles: [...c.cycles, ...more] };
  });
  const traces = tryRun(padded, run);
  return candidates.find((c, i) => differsAt(c, traces[i] ?? []) !== undefined);
}

/** A candidate that a tool refuses must not hide the others. */
function tryRun(experiments: readonly Experiment[], run: Run): readonly Trace[] {
  try {
    return run(experiments);
  } catch {
    if (experiments.length === 1) return experiments.map(referenceTrace);
    return experiments.flatMap((e) => tryRun([e], run));
  }
}

function differsAt(experiment: Experiment, got: Trace): number | undefined {
  const at = referenceTrace(experiment).findIndex((word, i) => word !== got[i]);
  return at < 0 ? undefined : at;
}

function renamed(module: Module, suffix: string): Module {
  const done = new Map<Module, Module>();
  const visit = (m: Module): Module => {
    const made = done.get(m) ?? {
      ...m,
      name: `${m.name}${suffix}`,
      instances: m.instances.map((i) => (i.of.kind === 'module' ? { ...i, of: visit(i.of) } : i)),
    };
    done.set(m, made);
    return made;
  };
  return visit(module);
}
