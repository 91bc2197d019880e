import type { UnitState } from './decode-state.js';

/** What a unit of the RTL is doing, as a clause: `waits for memory at instruction 12, word 64`. */
export function stateTexts({ state, pc, trap, waitsFor, wanted, mvmusRunning }: UnitState): string {
  const running = mvmusRunning === 0 ? '' : ', MVMUs still run';
  switch (state) {
    case 'idle':
      return 'has not started';
    case 'halted':
      return `has halted at address ${pc}${running}`;
    case 'trapped':
      return `has trapped at address ${pc}: ${trap ?? 'unknown'}`;
    case 'running': {
      if (waitsFor.length === 0) return `runs at address ${pc}${running}`;
      const where = waitsFor.includes('memory') ? `, block at word ${wanted}` : '';
      return `waits for ${waitsFor.join(' and ')} at address ${pc}${where}${running}`;
    }
  }
}
