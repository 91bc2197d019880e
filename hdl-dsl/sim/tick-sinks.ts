import { representationOf } from './cells.js';
import type { FlatDesign, FlatWrite } from './flat-design.js';
import type { Sink } from './function-body.js';
import type { MemoryStore } from './memory-store.js';
import { portText } from './port-text.js';
import type { StateTexts } from './state-texts.js';

/** Everything that happens at a clock edge: what is computed from the values before it, and what is stored then. */
export interface TickPlan {
  readonly sinks: readonly Sink[];
  /** Statements that store what the sinks computed, after all of them. */
  readonly commits: readonly string[];
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
  /** Statement that stores what a black box gave in a cell. */
  assign(id: number, value: string): string;
  memory(id: number): MemoryStore;
}

/** Plans one clock edge. Assertions come first: where one fails, nothing else of the edge happens. */
export function planTick(design: FlatDesign, places: Places, texts: StateTexts): TickPlan {
  const commits: string[] = [];
  const sinks: Sink[] = design.assertions.map(({ condition }, i) => ({
    node: condition,
    emit: ({ text }) => [`if(!${text})return ${i + 1};`],
  }));
  for (const { cell, next } of design.registers) {
    if (next.cell === cell) continue;
    const waiting = places.wait(cell);
    sinks.push({ node: next, emit: ({ text }) => [waiting.set(text)] });
    commits.push(`${places.cell(cell.id)}=${waiting.text};`);
  }
  for (const write of design.writes) {
    if (write.enable.constant === 0n) continue;
    sinks.push(writeSink(write, places, commits));
  }
  design.boxes.forEach((box, i) => {
    for (const { pin, node } of box.inputs) {
      sinks.push({ node, emit: ({ text }) => [`X${i}.${pin}=${portText(text, node)};`] });
    }
    const result = texts.fresh();
    const outputs = box.outputs.map(
      ({ pin, cell }) => `if(${result}.${pin}!==undefined)${places.assign(cell.id, `${result}.${pin}`)}`,
    );
    commits.push(`const ${result}=K${i}.clock(X${i});${outputs.join('')}`);
  });
  return { sinks, commits };
}

function writeSink(write: FlatWrite, places: Places, commits: string[]): Sink {
  const { memory, address, data } = write;
  const enable = places.wait({ width: 1, signed: false });
  const at = places.wait(address);
  const word = places.wait(data);
  const isBig = representationOf(address.width) === 'big';
  const inside = address.max < memory.depth ? '' : `&&${at.text}<${memory.depth}${isBig ? 'n' : ''}`;
  const index = isBig ? `Number(${at.text})` : at.text;
  commits.push(`if(${enable.text}${inside}){${places.memory(memory.id).write(index, word.text)}}`);
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
