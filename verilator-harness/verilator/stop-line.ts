import type { DesignFile } from '../../base/design-file.js';
import type { SimDesign } from '../engine.js';

/** Why a design stopped by itself. */
export interface Stop {
  /** Name of the assertion; `$finish`, `$stop` or `$error` where none has failed. */
  readonly name: string;
  /** Instance path from the top module down. */
  readonly unit: string;
  readonly message: string;
}

const assertion = /^(?:\[[^\]]*\] )?(?:%\w+: )?(?:(.+):(\d+): )?Assertion failed in (\S+): (.*)$/;
const task = /^(?:%Error|-(?:Info)?):? ?(?:(.+):(\d+): )?Verilog (\$\w+)/;

/** Reads the first failed assertion, `$stop` or `$finish` from what a model printed.
 *  Sources tell an assertion's label from the instance that it is in; a block that was compiled by itself puts its name
 *  behind that of its instance. */
export function readStop(
  printed: string,
  { top, sources, blocks = [] }: Pick<SimDesign, 'top' | 'sources' | 'blocks'>,
): Stop {
  let finish: Stop | undefined;
  for (const line of printed.split('\n')) {
    const failed = assertion.exec(line);
    if (failed) {
      const [, file, , path, message] = failed;
      // Verilator calls the root of the hierarchy TOP, and names files here without their folders.
      const whole = path!.replace(new RegExp(`^TOP\\.(?=${top}(\\.|$))`), '');
      const inside = blocks.reduce((text, block) => text.replace(`.${block}.`, '.'), whole);
      return describe(inside, message!, sourceText(sources, file));
    }
    const ended = task.exec(line);
    if (ended) finish ??= { name: ended[3]!, unit: top, message: place(ended[1], ended[2]) };
  }
  return finish ?? { name: '$finish', unit: top, message: '' };
}

/** The last part of the path is an assertion's label if its file declares one of that name. */
function describe(path: string, message: string, source: string | undefined): Stop {
  const cut = path.lastIndexOf('.');
  const name = path.slice(cut + 1);
  const labelled =
    source === undefined || (/^\w+$/.test(name) && new RegExp(`\\b${name}\\s*:(?!:)`).test(source));
  const plain = message === "'assert' failed." ? '' : message;
  // Printed RTL repeats the name, for those who run it without us.
  const text = plain.startsWith(`${name}: `) ? plain.slice(name.length + 2) : plain;
  if (cut > 0 && labelled) return { name, unit: path.slice(0, cut), message: text };
  return { name: '$error', unit: path, message: text };
}

function sourceText(sources: readonly DesignFile[], file?: string): string | undefined {
  return sources.find(({ path }) => path === file || path.endsWith(`/${file}`))?.text;
}

function place(file?: string, line?: string): string {
  return file === undefined ? '' : `at ${file}:${line}`;
}
