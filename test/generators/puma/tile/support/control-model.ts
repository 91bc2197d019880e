/** Instruction of the tile control unit, by the table of docs/puma-isa.md: opcode 2, address 16, fifo 8, target or count 16,
 *  width 4, vecWidth 10. */
export interface TileWord {
  readonly kind: 'send' | 'receive' | 'halt';
  readonly address: number;
  readonly fifo: number;
  /** Target tile, or count. */
  readonly other: number;
  readonly width: number;
  readonly blocks: number;
}

export function tileWord({ kind, address, fifo, other, width, blocks }: TileWord): bigint {
  if (kind === 'halt') return 3n << 54n;
  const opcode = kind === 'send' ? 1n : 2n;
  const fields = [16, address, 8, fifo, 16, other, 4, width - 1, 10, blocks - 1];
  let word = opcode;
  for (let k = 0; k < fields.length; k += 2)
    word = (word << BigInt(fields[k] ?? 0)) | BigInt(fields[k + 1] ?? 0);
  return word;
}

export interface TileSizes {
  readonly words: number;
  readonly countBits: number;
  readonly fifos: number;
  readonly instructions: number;
}

function decoded(word: bigint, sizes: TileSizes): TileWord | undefined {
  const field = (lsb: number, bits: number) => Number((word >> BigInt(lsb)) & ((1n << BigInt(bits)) - 1n));
  const fields = {
    address: field(38, 16),
    fifo: field(30, 8),
    other: field(14, 16),
    width: field(10, 4) + 1,
    blocks: field(0, 10) + 1,
  };
  switch (field(54, 2)) {
    case 1:
      return { kind: 'send', ...fields };
    case 2:
      return fields.fifo < sizes.fifos && fields.other < 2 ** sizes.countBits
        ? { kind: 'receive', ...fields }
        : undefined;
    case 3:
      return field(0, 54) === 0 ? { kind: 'halt', ...fields } : undefined;
    default:
      return undefined;
  }
}

export interface Packet {
  readonly width: number;
  readonly data: bigint;
}

/** What surrounds the unit in a cycle. */
export interface ControlInputs {
  /** The memory does the block that stands. */
  readonly done: boolean;
  /** Words of the block read that was done in the cycle before. */
  readonly words: bigint;
  /** The network takes the packet. */
  readonly taken: boolean;
  /** The oldest packet of the FIFO that is looked at. */
  readonly head: Packet | undefined;
}

/** What the unit shows in a cycle. */
export interface ControlOutputs {
  readonly running: boolean;
  readonly end: 'none' | 'halted' | 'trapped';
  readonly cause: number;
  readonly block?: {
    readonly write: boolean;
    readonly address: number;
    readonly width: number;
    /** Of a block that is written. */
    readonly count?: number;
    readonly data?: bigint;
  };
  readonly packet?: {
    readonly target: number;
    readonly fifo: number;
    readonly width: number;
    readonly data: bigint;
  };
  /** The oldest packet leaves its FIFO. */
  readonly pop: boolean;
}

/** The tile control unit as docs/puma-isa.md tells it, cycle by cycle; cycle 0 is the first in which it runs. */
export class ControlModel {
  pc = 0;
  readonly #program: readonly bigint[];
  readonly #sizes: TileSizes;
  #cycle = 0;
  #end: ControlOutputs['end'] = 'none';
  #cause = 0;
  #block = 0;
  /** Words of a packet that is offered. */
  #offered: bigint | undefined;
  #awaitsWords = false;

  /** @param program a word for each address; 0 past the last */
  constructor(program: readonly bigint[], sizes: TileSizes) {
    this.#program = program;
    this.#sizes = sizes;
  }

  /** FIFO of the `receive` under way. */
  get fifo(): number | undefined {
    const now = this.#instruction();
    return typeof now === 'object' && now.kind === 'receive' ? now.fifo : undefined;
  }

  /** Whether a block stands, so that the memory may do it. */
  stands(head: Packet | undefined): boolean {
    return this.outputs({ done: false, words: 0n, taken: false, head }).block !== undefined;
  }

  outputs(i: ControlInputs): ControlOutputs {
    const base = { running: this.#end === 'none', end: this.#end, cause: this.#cause, pop: false };
    const now = this.#instruction();
    if (typeof now !== 'object' || now.kind === 'halt') return base;
    const { width, fifo, other } = now;
    const address = now.address + this.#block * width;
    if (now.kind === 'receive') {
      if (i.head?.width !== width) return base;
      const block = { write: true, address, width, count: other, data: i.head.data };
      return { ...base, block, pop: i.done };
    }
    const data = this.#awaitsWords ? i.words : this.#offered;
    if (data !== undefined) return { ...base, packet: { target: other, fifo, width, data } };
    return { ...base, block: { write: false, address, width } };
  }

  tick(i: ControlInputs): void {
    const shown = this.outputs(i);
    const now = this.#instruction();
    if (this.#end === 'none') this.#cycle++;
    if (now === 'none') return;
    if (typeof now === 'number') {
      this.#end = 'trapped';
      this.#cause = now;
    } else if (now.kind === 'halt') this.#end = 'halted';
    else if (now.kind === 'receive') {
      if (i.head && i.head.width !== now.width) {
        this.#end = 'trapped';
        this.#cause = 6;
      } else if (shown.block && i.done) this.#next(now);
    } else if (shown.packet) {
      this.#offered = shown.packet.data;
      this.#awaitsWords = false;
      if (i.taken) {
        this.#offered = undefined;
        this.#next(now);
      }
    } else if (i.done) this.#awaitsWords = true;
  }

  #next(now: TileWord): void {
    if (++this.#block < now.blocks) return;
    this.#block = 0;
    this.pc++;
  }

  /** The instruction under way, or the cause of its trap; `none` before the first, and after the end. */
  #instruction(): TileWord | number | 'none' {
    if (this.#cycle < 2 || this.#end !== 'none') return 'none';
    if (this.pc >= this.#sizes.instructions) return 2;
    const word = decoded(this.#program[this.pc] ?? 0n, this.#sizes);
    if (!word) return 1;
    const { kind, address, width, blocks } = word;
    return kind !== 'halt' && address + width * blocks > this.#sizes.words ? 4 : word;
  }
}
