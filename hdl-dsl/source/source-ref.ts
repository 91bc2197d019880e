import type { SourcePlace } from '../../base/source-place.js';
import type { SourceRef } from '../ir/index.js';
import { resolveStack } from './resolve-stack.js';

/** Library frames between a user's call and the capture, with room to spare. */
const usualFrames = 10;

/** A place whose keys may be looked up too. */
interface KeyedSource extends SourceRef {
  resolveKey(keys: readonly string[]): SourcePlace | undefined;
}

/** Remembers a stack; formats and maps it only when somebody asks. */
class CapturedSource implements KeyedSource {
  readonly #holder: { stack?: string } = {};
  readonly #keys: readonly string[];
  #places: Map<string, SourcePlace | undefined> | undefined;

  constructor(keys: readonly string[], frames: number) {
    this.#keys = keys;
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = frames;
    Error.captureStackTrace(this.#holder, CapturedSource);
    Error.stackTraceLimit = limit;
  }

  resolve(): SourcePlace | undefined {
    return this.resolveKey(this.#keys);
  }

  resolveKey(keys: readonly string[]): SourcePlace | undefined {
    const id = keys.join('.');
    this.#places ??= new Map();
    if (!this.#places.has(id)) this.#places.set(id, resolveStack(this.#holder.stack ?? '', keys));
    return this.#places.get(id);
  }
}

/** The place of one declaration or statement of a build, known by its number in the order of the build. */
class NumberedSource implements KeyedSource {
  readonly #book: PlaceBook;
  readonly #number: number;
  readonly #key: string | undefined;

  constructor(book: PlaceBook, number: number, key: string | undefined) {
    this.#book = book;
    this.#number = number;
    this.#key = key;
  }

  resolve(): SourcePlace | undefined {
    return this.resolveKey(this.#key === undefined ? [] : [this.#key]);
  }

  resolveKey(keys: readonly string[]): SourcePlace | undefined {
    return this.#book.captured(this.#number, this.#key)?.resolveKey(keys);
  }
}

/** The places of one build. To capture the stack of every statement would cost more than all else that a build does,
 *  and few are ever asked for. So a build only numbers its places; at the first question it is run again, now with
 *  captures. A build that does not do the same again has no places from there on. */
class PlaceBook {
  readonly #again: () => void;
  #count = 0;
  #pages: { readonly source: CapturedSource; readonly key: string | undefined }[] | undefined;
  #isRecording = false;

  constructor(again: () => void) {
    this.#again = again;
  }

  take(key: string | undefined): SourceRef {
    if (!this.#isRecording) return new NumberedSource(this, this.#count++, key);
    const source = new CapturedSource(key === undefined ? [] : [key], usualFrames);
    this.#pages?.push({ source, key });
    return source;
  }

  captured(number: number, key: string | undefined): CapturedSource | undefined {
    if (this.#pages === undefined) this.#record();
    const page = this.#pages?.[number];
    return page !== undefined && page.key === key ? page.source : undefined;
  }

  #record(): void {
    this.#pages = [];
    this.#isRecording = true;
    try {
      inBook(this, this.#again);
    } catch {
      // What the build throws, its first run has thrown already.
    }
    this.#isRecording = false;
  }
}

/** Book of the build under way. */
let open: PlaceBook | undefined;

function inBook<T>(book: PlaceBook, run: () => T): T {
  const outer = open;
  open = book;
  try {
    return run();
  } finally {
    open = outer;
  }
}

/** Runs a build whose places are captured only when somebody asks: then `run` runs once more, so it must do the same
 *  again, and have no effects outside. */
export function withPlaces<T>(run: () => T): T {
  return inBook(new PlaceBook(run), run);
}

/** Captures the place of the user's call: the first stack frame outside the library.
 *  @param key the declaring key in an object literal; the place is then the key's own line where the source can be read */
export function captureSource(key?: string): SourceRef {
  return open?.take(key) ?? new CapturedSource(key === undefined ? [] : [key], usualFrames);
}

/** As `captureSource`, at once, for the definition of a module. One that is made inside a build, as `queue(type)` is, is made
 *  once and kept: the build's second run would not meet it. */
export function captureDefinitionSource(): SourceRef {
  return new CapturedSource([], usualFrames);
}

/** As `captureSource`, from any depth of calls and at once: for findings, which are rare. */
export function captureDeepSource(): SourceRef {
  return new CapturedSource([], 200);
}

/** The place of a key inside the object literal at a captured place, found by the keys that lead to it. */
export function sourceOfKey(source: SourceRef, keys: readonly string[]): SourceRef {
  if (!(source instanceof CapturedSource || source instanceof NumberedSource)) return source;
  return Object.freeze({ resolve: () => source.resolveKey(keys) });
}

/** A source that is not known. */
export const unknownSource: SourceRef = Object.freeze({ resolve: () => undefined });
