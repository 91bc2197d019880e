import { representationOf, type StateCell } from './cells.js';
import type { FlatDesign, FlatWrite } from './flat-design.js';
import type { Sink } from './function-body.js';
import type { MemoryStore } from './memory-store.js';
import { portText } from './port-text.js';
import type { StateTexts } from './state-texts.js';
import { bigLiteral } from './text-context.js';

/** Everything that happens at a clock edge: what is computed from the values before it, and what is stored then. */
export interface TickPlan {
  readonly sinks: readonly Sink[];
  /** Statements that store what the sinks computed, after all of them. */
  commits(): string[];
}

/** Where a computed value waits until everything is computed: `declare` makes the statement that puts it there. */
export interface Waiting {
  readonly text: string;
  set(value: string): string;
}

interface Places {
  /** A place for a value of a width and signedness. */
  wait(shape: { readonly width: number; readonly signed: boolean }): Waiting;
  cell(id: number): string;
  /** Whether nothing reads a cell after its sink, so that its new value need not wait. Known once sinks are in order. */
  isFree(cell: number): boolean;
  /** Statement that stores what a black box gave in a cell. */
  assign(id: number, value: string): string;
  memory(id: number): MemoryStore;
}

/** The domains of one tick, by number. */
export interface TickDomains {
  /** Those that have a clock edge, all at one time. */
  readonly clocked: ReadonlySet<number>;
  /** Those in reset. */
  readonly inReset: ReadonlySet<number>;
}

/** Plans simultaneous clock edges. Assertions come first: where one fails, nothing else of the edges happens.
 *
 *  In reset, registers with a reset value hold it; registers without, and memories, go on. */
export function planTick(
  design: FlatDesign,
  { clocked, inReset }: TickDomains,
  places: Places,
  texts: StateTexts,
): TickPlan {
  const commits: (() => string[])[] = [];
  const sinks: Sink[] = design.assertions.flatMap(({ condition, domain }, i) =>
    clocked.has(domain) && !inReset.has(domain)
      ? [{ node: condition, emit: ({ text }) => [`if(!${text})return ${i + 1};`] }]
      : [],
  );
  for (const write of design.writes) {
    if (write.enable.constant === 0n || !clocked.has(write.domain)) continue;
    sinks.push(writeSink(write, places, commits));
  }
  design.boxes.forEach((box, i) => {
    const edges = box.clocks.filter(({ domain }) => clocked.has(domain)).map(({ name }) => name);
    if (edges.length === 0 || box.clocks.some(({ domain }) => inReset.has(domain))) return;
    for (const { pin, node } of box.inputs) {
      sinks.push({ node, emit: ({ text }) => [`X${i}.${pin}=${portText(text, node)};`] });
    }
    const result = texts.fresh();
    const outputs = box.outputs.map(
      ({ pin, cell }) => `if(${result}.${pin}!==undefined)${places.assign(cell.id, `${result}.${pin}`)}`,
    );
    commits.push(() => [`const ${result}=K${i}.clock(X${i},${JSON.stringify(edges)});${outputs.join('')}`]);
  });
  // Declared in the order in which data flow, mostly: backwards, most have been read when their new values come.
  for (const { cell, next, domain, reset, resetStyle } of design.registers.toReversed()) {
    if (!clocked.has(domain)) continue;
    const place = places.cell(cell.id);
    if (inReset.has(domain) && reset !== undefined) {
      if (resetStyle === 'sync') commits.push(() => [`${place}=${constantText(reset, cell)};`]);
      continue;
    }
    if (next.cell === cell) continue;
    const waiting = places.wait(cell);
    sinks.push({
      node: next,
      cell: cell.id,
      emit: ({ text }) => [places.isFree(cell.id) ? `${place}=${text};` : waiting.set(text)],
    });
    commits.push(() => (places.isFree(cell.id) ? [] : [`${place}=${waiting.text};`]));
  }
  return { sinks, commits: () => commits.flatMap((commit) => commit()) };
}

function writeSink(write: FlatWrite, places: Places, commits: (() => string[])[]): Sink {
  const { memory, address, data, lsb } = write;
  const enable = places.wait({ width: 1, signed: false });
  const at = places.wait(address);
  const word = places.wait(data);
  const isBig = representationOf(address.width) === 'big';
  const inside = address.max < memory.depth ? '' : `&&${at.text}<${memory.depth}${isBig ? 'n' : ''}`;
  const index = isBig ? `Number(${at.text})` : at.text;
  const store = places.memory(memory.id);
  const statement =
    data.width === memory.width
      ? store.write(index, word.text)
      : store.writePart?.(index, lsb, data.width, word.text);
  if (statement === undefined) throw new Error('a part of a word that is kept whole is written');
  commits.push(() => [`if(${enable.text}${inside}){${statement}}`]);
  return {
    node: write.enable,
    guarded: [address, data],
    emit: ({ text, guarded: [atText = '0', dataText = '0'], guardedLines }) => [
      enable.set(text),
      at.set(address.width > 52 ? '0n' : '0'),
      word.set(data.width > 52 ? '0n' : '0'),
      `if(${enable.text}){`,
      ...guardedLines,
      at.set(atText),
      word.set(dataText),
      '}',
    ],
  };
}

/** A value as its cell keeps it. */
function constantText(value: bigint, { width, signed }: StateCell): string {
  const kept = signed ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value);
  return representationOf(width) === 'big' ? bigLiteral(kept) : String(kept);
}
