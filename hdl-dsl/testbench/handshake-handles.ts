import type { SourceRef } from '../ir/index.js';
import { captureSource } from '../source/source-ref.js';
import { waitedInVain } from './failures.js';
import type { BenchContext, PortHandle } from './port-handle.js';
import type { Samples } from './scheduler.js';

/** What handshakes need of a simulation. */
export interface HandshakeContext extends BenchContext {
  /** Clocks that a handshake may take where nobody says otherwise. */
  readonly timeout: number;
  /** The next rising edge of a clock, with the values of pins just before it. */
  edge(clock: number, pins: readonly number[]): Promise<Samples>;
}

interface Options {
  readonly timeout?: number;
}

/** Signals of a stream or, without ready, a flow. */
export interface HandshakePorts {
  readonly label: string;
  readonly clock: number;
  readonly valid: PortHandle;
  readonly ready?: PortHandle;
  readonly data: PortHandle;
}

/** The sending end of a stream or flow. */
export class SenderHandle {
  readonly valid: PortHandle;
  readonly ready: PortHandle | undefined;
  readonly data: PortHandle;
  readonly #context: HandshakeContext;
  readonly #ports: HandshakePorts;

  constructor(context: HandshakeContext, ports: HandshakePorts) {
    this.valid = ports.valid;
    this.ready = ports.ready;
    this.data = ports.data;
    this.#context = context;
    this.#ports = ports;
  }

  send(value: unknown, { timeout = this.#context.timeout }: Options = {}): Promise<void> {
    this.data.poke(value);
    this.valid.poke(true);
    return this.#send(timeout, captureSource());
  }

  idle(): void {
    this.valid.poke(false);
  }

  async #send(timeout: number, source: SourceRef): Promise<void> {
    const { clock, ready, label } = this.#ports;
    for (let clocks = 0; clocks < timeout; clocks++) {
      const samples = await this.#context.edge(clock, ready?.pins() ?? []);
      if (ready !== undefined && ready.meant(samples) !== true) continue;
      this.idle();
      return;
    }
    throw waitedInVain(`\`${label}\` to take a word`, timeout, this.#context.now(), source);
  }
}

/** The receiving end of a stream or flow. */
export class ReceiverHandle {
  readonly valid: PortHandle;
  readonly ready: PortHandle | undefined;
  readonly data: PortHandle;
  readonly #context: HandshakeContext;
  readonly #ports: HandshakePorts;

  constructor(context: HandshakeContext, ports: HandshakePorts) {
    this.valid = ports.valid;
    this.ready = ports.ready;
    this.data = ports.data;
    this.#context = context;
    this.#ports = ports;
  }

  receive({ timeout = this.#context.timeout }: Options = {}): Promise<unknown> {
    this.ready?.poke(true);
    return this.#receive(timeout, captureSource());
  }

  idle(): void {
    this.ready?.poke(false);
  }

  async #receive(timeout: number, source: SourceRef): Promise<unknown> {
    const { clock, valid, data, label } = this.#ports;
    const pins = [...valid.pins(), ...data.pins()];
    for (let clocks = 0; clocks < timeout; clocks++) {
      const samples = await this.#context.edge(clock, pins);
      if (valid.meant(samples) !== true) continue;
      this.idle();
      return data.meant(samples.slice(1));
    }
    throw waitedInVain(`a word from \`${label}\``, timeout, this.#context.now(), source);
  }
}
