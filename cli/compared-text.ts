import type { Compared, ProgramCompared } from '../systems/index.js';

/** Events compared, by kind. */
export function eventsText(compared: Compared | ProgramCompared): string {
  if ('codes' in compared) {
    const { total, codes, sums, outputs } = compared;
    return `${total} events: ${codes} codes, ${sums} sums, ${outputs} outputs`;
  }
  const { total, retired, write, output, memory, packet } = compared;
  return `${total} events: ${retired} instructions retired, ${write} words to registers, ${output} words of products, ${memory} words of memory, ${packet} words of packets`;
}
