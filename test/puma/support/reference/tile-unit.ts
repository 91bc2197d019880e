import { EventLog, packetFields } from '../../../../base/machine-trace.js';
import type { TrapCause } from '../../../../config/puma/encoding.js';
import { type MachineGeometry, machineGeometry } from '../../../../config/puma/geometry.js';
import type { PacketWords } from '../../../../config/puma/image.js';
import type { PumaMachineConfig } from '../../../../config/puma-machine.js';
import { decode } from './instruction.js';
import type { ReferenceMemory } from './memory.js';

/** The tile control unit of docs/puma-isa.md with its receive buffer, a block at a time. */
export class ReferenceTileUnit {
  readonly geometry: MachineGeometry;
  readonly program: bigint[];
  readonly packets = new EventLog(packetFields);
  readonly fifos: number[][][];
  pc = 0;
  state: 'running' | 'halted' | 'trapped' = 'running';
  trap: { cause: TrapCause; pc: number } | undefined;
  badPacket = false;
  /** Most packets that some FIFO held while another wanted to enter it. */
  heldBack = 0;
  #block = 0;
  readonly #arrivals: PacketWords[];
  readonly #memory: ReferenceMemory;
  readonly #client: number;
  readonly #depth: number;

  constructor(
    config: PumaMachineConfig,
    words: Iterable<bigint>,
    packets: readonly PacketWords[],
    memory: ReferenceMemory,
  ) {
    this.geometry = machineGeometry(config);
    const { tile, cores } = this.geometry;
    this.program = [...words];
    this.fifos = Array.from({ length: tile?.fifos ?? 0 }, () => []);
    this.#arrivals = [...packets];
    this.#memory = memory;
    this.#client = cores;
    this.#depth = tile?.fifoDepth ?? 0;
  }

  /** One more packet will arrive. */
  bring(packet: PacketWords): void {
    this.#arrivals.push(packet);
  }

  /** A packet enters its FIFO, if it can. @returns whether something moved */
  arrive(): boolean {
    const next = this.#arrivals[0];
    if (next === undefined) return false;
    const fifo = this.fifos[next.fifo];
    if (fifo === undefined) this.badPacket = true;
    else if (fifo.length >= this.#depth) {
      this.heldBack = Math.max(this.heldBack, this.#arrivals.length);
      return false;
    } else fifo.push([...next.values]);
    this.#arrivals.shift();
    return true;
  }

  /** @returns false where it has to wait */
  step(): boolean {
    if (this.state !== 'running') return false;
    const { tile, memoryWords } = this.geometry;
    if (this.pc >= (tile?.instructions ?? 0)) return this.#trap('instruction-address');
    const instruction = decode('tile', this.geometry, this.program[this.pc] ?? 0n);
    if (instruction === undefined) return this.#trap('invalid-instruction');
    const { name, fields } = instruction;
    if (name === 'halt') {
      this.state = 'halted';
      return true;
    }
    const width = fields.width!;
    if (fields.address! + width * fields.vecWidth! > memoryWords) return this.#trap('memory-address');
    const address = fields.address! + this.#block * width;
    if (name === 'send') {
      const values = this.#memory.load(this.#client, address, width);
      if (values === undefined) return false;
      for (const value of values) this.packets.add(fields.target!, fields.fifo!, width, value);
    } else {
      const fifo = this.fifos[fields.fifo!]!;
      const packet = fifo[0];
      if (packet === undefined) return false;
      if (packet.length !== width) return this.#trap('packet-width');
      if (!this.#memory.store(this.#client, address, packet, fields.count!)) return false;
      fifo.shift();
    }
    this.#block += 1;
    if (this.#block === fields.vecWidth!) {
      this.#block = 0;
      this.pc += 1;
    }
    return true;
  }

  #trap(cause: TrapCause): boolean {
    this.state = 'trapped';
    this.trap = { cause, pc: this.pc };
    return true;
  }
}
