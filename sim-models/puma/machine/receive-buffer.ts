import type { PacketWords } from '../../../config/puma/image.js';

/** FIFOs of packets, and the source that offers the image's packets one after another: each enters as soon as its FIFO
 *  has room, one a cycle at most, and what is behind a packet that waits waits too. Since only the tile control unit
 *  takes packets out, the cycles in which packets enter follow from the cycles in which others left.
 *  Source: docs/puma-isa.md, "Tile instructions". */
export class ReceiveBuffer {
  /** A packet came for a FIFO that is not there. */
  badPacket = false;
  readonly #depth: number;
  readonly #packets: readonly PacketWords[];
  readonly #fifos: readonly Fifo[];
  /** Packets of the source that have entered or were dropped, and the cycle of the last. */
  #offered = 0;
  #lastEntered = -1;

  constructor(fifos: number, depth: number, packets: readonly PacketWords[]) {
    this.#depth = depth;
    this.#packets = packets;
    this.#fifos = Array.from({ length: fifos }, () => ({ packets: [], entered: [], left: [], taken: 0 }));
    this.#offer();
  }

  /** The next packet of a FIFO and the cycle from which it is seen. */
  head(fifo: number): { readonly packet: PacketWords; readonly seen: number } | undefined {
    const { packets, entered, taken } = this.#fifos[fifo]!;
    const packet = packets[taken];
    return packet && { packet, seen: entered[taken]! + 1 };
  }

  /** The next packet leaves in `cycle`. */
  take(fifo: number, cycle: number): void {
    const from = this.#fifos[fifo]!;
    from.left.push(cycle);
    from.taken++;
    this.#offer();
  }

  /** FIFOs that hold packets. */
  get held(): { fifo: number; packets: number }[] {
    return this.#fifos
      .map(({ packets, taken }, fifo) => ({ fifo, packets: packets.length - taken }))
      .filter(({ packets }) => packets > 0);
  }

  /** Packets that have not entered. */
  get outside(): number {
    return this.#packets.length - this.#offered;
  }

  #offer(): void {
    for (; this.#offered < this.#packets.length; this.#offered++) {
      const packet = this.#packets[this.#offered]!;
      const fifo = this.#fifos[packet.fifo];
      let cycle = this.#lastEntered + 1;
      if (!fifo) this.badPacket = true;
      else {
        const before = fifo.packets.length - this.#depth;
        if (before >= 0) {
          const left = fifo.left[before];
          if (left === undefined) return;
          cycle = Math.max(cycle, left + 1);
        }
        fifo.packets.push(packet);
        fifo.entered.push(cycle);
      }
      this.#lastEntered = cycle;
    }
  }
}

interface Fifo {
  /** All packets that ever entered, and when. */
  readonly packets: PacketWords[];
  readonly entered: number[];
  /** Cycles in which packets left. */
  readonly left: number[];
  taken: number;
}
