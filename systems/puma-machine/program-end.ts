import type { MachineRun } from '../../sim-models/puma/machine/index.js';
import type { ProgramEnd } from '../machine-api.js';

/** How a program ended, and a sentence on it. */
export function programEnd(run: Pick<MachineRun, 'end' | 'cores' | 'tile' | 'cycles'>): {
  readonly end: ProgramEnd;
  readonly message: string;
} {
  const cycles = `${run.cycles.toLocaleString('en-US')} cycles`;
  switch (run.end.reason) {
    case 'limit':
      return { end: 'limit', message: `the program still ran at the cycle limit, ${cycles}` };
    case 'deadlock': {
      const units = run.end.waits.length;
      return {
        end: 'deadlock',
        message: `deadlock: nothing moves after ${cycles}, ${units} ${units === 1 ? 'unit waits' : 'units wait'}`,
      };
    }
    case 'stopped': {
      const units = [
        ...run.cores.map((core, k) => ({ name: `core ${k}`, ...core })),
        ...(run.tile ? [{ name: 'the tile control unit', ...run.tile }] : []),
      ];
      const trapped = units.filter(({ trap }) => trap !== undefined);
      const [first] = trapped;
      if (first?.trap === undefined) return { end: 'stopped', message: `every unit halted, after ${cycles}` };
      const more = trapped.length > 1 ? `, and ${trapped.length - 1} more` : '';
      const text = `${first.name} trapped at address ${first.trap.pc}: ${first.trap.cause}${more}`;
      return { end: 'trapped', message: `${text}; everything stopped after ${cycles}` };
    }
  }
}
