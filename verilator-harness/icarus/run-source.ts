import { renderTemplate } from '../../templates/render.js';
import type { SimJob, SimPort } from '../engine.js';
import { wordsOf } from '../stimulus-builder.js';
import { benchModule } from './build-icarus.js';

/** The SystemVerilog around a design that runs a job's stimulus and records what its monitors ask for. */
export function renderRun({ design, monitors }: SimJob, hasClock: boolean): string {
  const pins = design.ports.map((port, number) => ({
    ...port,
    number,
    range: `${port.signed ? 'signed ' : ''}${port.width === 1 ? '' : `[${port.width - 1}:0] `}`,
    words: Array.from({ length: wordsOf(port.width) }, (_, k) => ({ slice: sliceOf(port, k) })),
  }));
  const numberOf = (name: string): number => pins.findIndex((pin) => pin.name === name);
  return renderTemplate('harness/run.sv.hbs', {
    bench: benchModule,
    top: design.top,
    hasClock,
    clk: hasClock ? 'clk_i' : 'clk',
    rst: hasClock ? 'rst_ni' : 'rst_n',
    pins,
    lastPin: Math.max(0, pins.length - 1),
    inputs: pins.filter(({ direction }) => direction === 'input'),
    outputs: pins.filter(({ direction }) => direction === 'output'),
    widest: pins.reduce((widest, { width }) => Math.max(widest, width), 1),
    monitors: monitors.map(({ valid, tags, data }, number) => ({
      number,
      valid,
      validNumber: numberOf(valid),
      data,
      dataNumber: numberOf(data),
      tags: tags.map((name) => ({ name, number: numberOf(name) })),
    })),
  });
}

/** The bits of a pin that word k of a value gives. */
function sliceOf({ width }: SimPort, k: number): string {
  if (width <= 32) return '';
  const size = Math.min(32, width - 32 * k);
  return `[${32 * k} +: ${size}]`;
}
