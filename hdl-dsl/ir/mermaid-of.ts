import type { Machine } from './modules.js';

/** A state machine as the text of a Mermaid state diagram: an arrow for each pair of states, in the order in which the
 *  moves are written. */
export function mermaidOf(machine: Pick<Machine, 'state' | 'initial' | 'transitions'>): string {
  const states = machine.state.type.enumeration?.members.map((m) => m.name) ?? [];
  const arrows = machine.transitions.map(({ from, to }) => `  ${from} --> ${to}`);
  const lines = [
    'stateDiagram-v2',
    ...states.map((state) => `  ${state}`),
    `  [*] --> ${machine.initial}`,
    ...new Set(arrows),
  ];
  return `${lines.join('\n')}\n`;
}
