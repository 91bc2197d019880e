import type { PacketWords } from '../../../../config/puma/image.js';
import type { Random } from '../../../hdl-dsl/print/support/random.js';

/** Another order in which packets may arrive so that a program which takes them in the order given still gets each:
 *  those of one FIFO stay in order, and none that is wanted is held back for good by one for a full FIFO.
 *  @param wanted how many of the packets the program takes, from the first on */
export function arrivalOrder(
  packets: readonly PacketWords[],
  wanted: number,
  { depth, fifos }: { readonly depth: number; readonly fifos: number },
  random: Random,
): PacketWords[] {
  let order = [...packets];
  for (let swaps = 3 * packets.length; swaps > 0; swaps--) {
    const at = random.below(Math.max(1, order.length - 1));
    const [a, b] = [order[at], order[at + 1]];
    if (a === undefined || b === undefined || a.fifo === b.fifo) continue;
    const changed = [...order.slice(0, at), b, a, ...order.slice(at + 2)];
    if (allCome(changed, packets.slice(0, wanted), depth, fifos)) order = changed;
  }
  return order;
}

function allCome(
  order: readonly PacketWords[],
  wanted: readonly PacketWords[],
  depth: number,
  fifos: number,
): boolean {
  const held = new Map<number, PacketWords[]>();
  let next = 0;
  const enter = (): void => {
    for (; next < order.length; next++) {
      const packet = order[next]!;
      if (packet.fifo >= fifos) continue;
      const fifo = held.get(packet.fifo) ?? [];
      held.set(packet.fifo, fifo);
      if (fifo.length >= depth) return;
      fifo.push(packet);
    }
  };
  for (const packet of wanted) {
    enter();
    if (packet.fifo < fifos && held.get(packet.fifo)?.shift() !== packet) return false;
  }
  return true;
}
