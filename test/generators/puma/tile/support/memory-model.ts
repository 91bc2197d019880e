/** A word of data memory with its attributes. */
export interface Word {
  readonly value: number;
  readonly valid: boolean;
  readonly count: number;
}

/** One block that a client asks for. */
export interface Block {
  readonly write: boolean;
  readonly address: number;
  /** 1 to 16. */
  readonly words: readonly number[];
  readonly count: number;
}

/** What the configuration port asks for in a cycle. */
export interface Access {
  readonly address: number;
  /** Absent: it reads. */
  readonly word?: Word;
}

/** A block that is done. */
export interface DoneBlock {
  readonly client: number;
  readonly write: boolean;
  readonly address: number;
  readonly after: readonly Word[];
}

/** What is seen at the memory in one cycle. */
export interface MemoryCycle {
  readonly done?: DoneBlock;
  /** 16 words read by the block done in the cycle before, 0 past its last, and whose. */
  readonly response?: { readonly client: number; readonly values: readonly number[] };
  readonly accessReady: boolean;
  /** Word read by the access of the cycle before. */
  readonly answer?: Word;
}

/** Data memory and arbiter as docs/puma-isa.md tells them, cycle by cycle. */
export class MemoryModel {
  readonly words: Word[];
  readonly #clients: number;
  readonly #asleep = new Set<number>();
  #next = 0;
  #checked: number | undefined;
  #response: MemoryCycle['response'];
  #access: Access | undefined;

  constructor(words: number, clients: number) {
    this.words = Array.from({ length: words }, () => ({ value: 0, valid: false, count: 0 }));
    this.#clients = clients;
  }

  /** Clients that sleep. */
  get sleepers(): number {
    return this.#asleep.size;
  }

  /** One cycle. @param requests by client, undefined for one that asks nothing */
  cycle(requests: readonly (Block | undefined)[], access: Access | undefined): MemoryCycle {
    const awake = Array.from({ length: this.#clients }, (_, i) => (this.#next + i) % this.#clients);
    const granted = awake.find((k) => requests[k] && !this.#asleep.has(k) && k !== this.#checked);
    const result: { -readonly [K in keyof MemoryCycle]: MemoryCycle[K] } = {
      accessReady: granted === undefined,
    };
    if (this.#response) result.response = this.#response;
    this.#response = undefined;

    const answered = this.#access;
    if (answered && !answered.word) result.answer = this.#at(answered.address);
    if (answered?.word) {
      this.words[answered.address] = answered.word;
      this.#asleep.clear();
    }
    this.#access = granted === undefined ? access : undefined;

    const client = this.#checked;
    const block = client === undefined ? undefined : requests[client];
    if (client !== undefined && block) {
      const after = this.#change(block);
      if (after) {
        result.done = { client, write: block.write, address: block.address, after };
        const values = Array.from({ length: 16 }, (_, i) => after[i]?.value ?? 0);
        if (!block.write) this.#response = { client, values };
        this.#asleep.clear();
      } else this.#asleep.add(client);
    }
    this.#checked = granted;
    if (granted !== undefined) this.#next = (granted + 1) % this.#clients;
    return result;
  }

  #at(address: number): Word {
    const word = this.words[address];
    if (!word) throw new RangeError(`no word ${address}`);
    return word;
  }

  #change(block: Block): readonly Word[] | undefined {
    const before = block.words.map((_, i) => this.#at(block.address + i));
    if (before.some((word) => word.valid === block.write)) return undefined;
    const after = before.map((word, i): Word => {
      if (block.write) return { value: block.words[i] ?? 0, valid: true, count: block.count };
      return { value: word.value, valid: word.count !== 1, count: Math.max(0, word.count - 1) };
    });
    for (const [i, word] of after.entries()) this.words[block.address + i] = word;
    return after;
  }
}
