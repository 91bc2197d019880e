import type { SourcePlace } from '../../base/source-place.js';
import type { SourceRef } from '../ir/index.js';
import { resolveStack } from './resolve-stack.js';

/** Library frames between a user's call and the capture, with room to spare. */
const usualFrames = 10;

/** Remembers a stack cheaply; formats and maps it only when somebody asks. */
class CapturedSource implements SourceRef {
  readonly #holder: { stack?: string } = {};
  readonly #places = new Map<string, SourcePlace | undefined>();
  readonly #keys: readonly string[];

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
    if (!this.#places.has(id)) this.#places.set(id, resolveStack(this.#holder.stack ?? '', keys));
    return this.#places.get(id);
  }
}

/** Captures the place of the user's call: the first stack frame outside the library.
 *  @param key the declaring key in an object literal; the place is then the key's own line where the source can be read */
export function captureSource(key?: string): SourceRef {
  return new CapturedSource(key === undefined ? [] : [key], usualFrames);
}

/** As `captureSource`, from any depth of calls: for findings, which are rare. */
export function captureDeepSource(): SourceRef {
  return new CapturedSource([], 200);
}

/** The place of a key inside the object literal at a captured place, found by the keys that lead to it. */
export function sourceOfKey(source: SourceRef, keys: readonly string[]): SourceRef {
  if (!(source instanceof CapturedSource)) return source;
  return Object.freeze({ resolve: () => source.resolveKey(keys) });
}

/** A source that is not known. */
export const unknownSource: SourceRef = Object.freeze({ resolve: () => undefined });
