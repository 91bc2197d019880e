import type { SimJob } from '../engine.js';
import { monitorLayout } from './monitor-layout.js';

const jobMagic = 0x4a575843;

/** The words in front of a stimulus that tell the driver what to record; see docs/harness.md. */
export function jobWords(job: SimJob): Uint32Array {
  const numbers = new Map(job.design.ports.map((port, number) => [port.name, number]));
  const { fromCycle = 0, toCycle = Number.MAX_SAFE_INTEGER } = job.vcd ?? {};
  const words = [jobMagic, job.design.ports.length];
  for (const count of [job.cycleLimit, fromCycle, toCycle]) {
    const limited = Math.min(count, Number.MAX_SAFE_INTEGER);
    words.push(limited % 2 ** 32, Math.floor(limited / 2 ** 32));
  }
  words.push(job.monitors.length, job.stimulus.length);
  for (const monitor of job.monitors) {
    const { valueBytes, tagBytes } = monitorLayout(monitor, job.design.ports);
    words.push(
      numbers.get(monitor.valid)!,
      numbers.get(monitor.data)!,
      monitor.elements,
      monitor.elementBits,
      Number(monitor.signed),
      valueBytes,
      tagBytes,
      monitor.tags.length,
      ...monitor.tags.map((tag) => numbers.get(tag)!),
    );
  }
  return Uint32Array.from(words);
}
