import type { ClockDomain, SourceRef } from '../ir/index.js';
import { mainClock } from '../names/clock-pins.js';
import { snakeCase } from '../names/identifiers.js';
import { captureSource } from '../source/source-ref.js';
import { report } from './report.js';
import { checkKey } from './signals.js';

/** A clock domain as a module declares it: a clock, rising edge, with an active-low reset. */
export interface ClockSpec {
  readonly kind: 'clock';
  /** `async` resets take effect at once, `sync` ones at the next clock edge. */
  readonly reset: 'async' | 'sync';
}

/** What `clocks` of a module takes: a domain for each key. The first is the one that is meant where none is told. */
export interface ClockSpecs {
  readonly [name: string]: ClockSpec;
}

/** The domain of modules that declare none. A type alias, as only these may stand for an index signature. */
export type MainClock = { readonly main: ClockSpec };

/** The domains of a module by the keys that declare them. */
export type ClocksOf<C extends ClockSpecs> = { readonly [K in keyof C]: ClockDomain };

/** A clock domain of a module. Its pins are `clk_<key>_i` and `rst_<key>_ni`; of the key `main`, `clk_i` and `rst_ni`.
 *  @param options reset: `async` (default) or `sync` */
export function clock(options: { readonly reset?: 'async' | 'sync' } = {}): ClockSpec {
  return Object.freeze({ kind: 'clock', reset: options.reset ?? 'async' });
}

/** The domains of one module, and the one that declarations belong to at the time. */
export class ClockScope {
  /** By the key of its declaration. */
  readonly byKey: Readonly<Record<string, ClockDomain>>;
  /** False: there is only the domain that every module has. */
  readonly isDeclared: boolean;
  readonly first: ClockDomain;
  readonly #module: string;
  #current: ClockDomain;

  constructor(module: string, specs: ClockSpecs | undefined, source: SourceRef) {
    const declared = Object.entries(specs ?? {}).map(([key, { reset }]) => {
      checkKey(key, 'a clock domain', source);
      return [key, domainOf(key, reset)] as const;
    });
    this.#module = module;
    this.isDeclared = declared.length > 0;
    this.byKey = Object.freeze(Object.fromEntries(this.isDeclared ? declared : [['main', mainClock]]));
    this.first = declared[0]?.[1] ?? mainClock;
    this.#current = this.first;
  }

  /** The domain of what is declared now. */
  get current(): ClockDomain {
    return this.#current;
  }

  /** The domains whose pins the module has. `isClocked`: anything in it has a clock. */
  pins(isClocked: boolean): readonly ClockDomain[] {
    return Object.freeze(this.isDeclared || isClocked ? Object.values(this.byKey) : []);
  }

  /** Runs `body` with another current domain. */
  within(domain: ClockDomain, body: () => void): void {
    const outer = this.#current;
    this.#current = this.#known(domain);
    try {
      body();
    } finally {
      this.#current = outer;
    }
  }

  /** A domain that was told, or the current one. Reports CW-E033 for one of another module. */
  own(domain: ClockDomain | undefined): ClockDomain {
    return domain === undefined ? this.#current : this.#known(domain);
  }

  #known(domain: ClockDomain): ClockDomain {
    if (Object.values(this.byKey).includes(domain)) return domain;
    const name = (domain as ClockDomain | undefined)?.name;
    report({
      code: 'CW-E033',
      message: `module \`${this.#module}\` is given a clock domain that it has not declared`,
      expected: `one of ${keysOf(this.byKey)}`,
      actual: name === undefined ? 'none' : `\`${name}\` of another module`,
      hint: 'declare it in `clocks` of the module and take it from `m.clocks`',
      source: captureSource(),
    });
    return this.#current;
  }

  /** The domain of a port that names its clock. Reports CW-E033 for a key that is not declared. */
  ofPort(port: string, key: string | undefined, source: SourceRef): ClockDomain | 'asynchronous' {
    if (key === undefined) return this.first;
    if (key === 'asynchronous') return key;
    const found = this.byKey[key];
    if (found !== undefined) return found;
    report({
      code: 'CW-E033',
      message: `port \`${port}\` of \`${this.#module}\` names a clock domain that is not declared`,
      expected: `${keysOf(this.byKey)} or \`asynchronous\``,
      actual: `\`${key}\``,
      hint: 'declare it in `clocks`, or correct its spelling',
      source,
    });
    return this.first;
  }
}

/** Which domain of the parent each domain of an instance is. Reports CW-E034 for one of several that is not told,
 *  CW-E033 for one that the instance has not.
 *  @param inner domains of the instance's module by their keys
 *  @param pins those of them that have pins */
export function clocksOfInstance(
  name: string,
  inner: Readonly<Record<string, ClockDomain>>,
  pins: readonly ClockDomain[],
  given: Readonly<Record<string, ClockDomain | undefined>>,
  parent: ClockScope,
  source: SourceRef,
): Readonly<Record<string, ClockDomain>> {
  for (const key of Object.keys(given).filter((k) => !(k in inner))) {
    report({
      code: 'CW-E033',
      message: `instance \`${name}\` is given a clock for \`${key}\`, which its module has not declared`,
      expected: `one of ${keysOf(inner)}`,
      actual: `\`${key}\``,
      hint: 'the keys of `clocks` are those of the module that is instantiated',
      source,
    });
  }
  const told = Object.entries(inner).filter(([, domain]) => pins.includes(domain));
  const missing = told.filter(([key]) => given[key] === undefined).map(([key]) => key);
  if (told.length > 1 && missing.length > 0) {
    report({
      code: 'CW-E034',
      message: `instance \`${name}\` has several clock domains, and not all are told`,
      expected: `a clock for each of ${keysOf(inner)}`,
      actual: `none for ${missing.map((key) => `\`${key}\``).join(', ')}`,
      hint: 'write `{ clocks: { ... } }` as the last argument, one domain of `m.clocks` for each',
      source,
    });
  }
  return Object.freeze(
    Object.fromEntries(told.map(([key, domain]) => [domain.name, parent.own(given[key])])),
  );
}

function domainOf(key: string, reset: 'async' | 'sync'): ClockDomain {
  const name = snakeCase(key);
  return name === mainClock.name && reset === mainClock.reset ? mainClock : Object.freeze({ name, reset });
}

function keysOf(byKey: Readonly<Record<string, ClockDomain>>): string {
  return Object.keys(byKey)
    .map((key) => `\`${key}\``)
    .join(', ');
}
