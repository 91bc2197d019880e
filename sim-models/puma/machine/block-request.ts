/** The block that a client of the data memory asks for; one object a client, filled anew for each block. */
export interface BlockRequest {
  /** Cycle from which the request stands; infinite while there is none. */
  at: number;
  /** `store`, `receive`: waits for invalid words; otherwise for valid ones. */
  write: boolean;
  address: number;
  /** Words, 1..16. */
  width: number;
  /** Consumers of words that are written. */
  count: number;
  /** [16] words to write, or those that were read. */
  readonly data: Int16Array;
}

export function noRequest(): BlockRequest {
  return {
    at: Number.POSITIVE_INFINITY,
    write: false,
    address: 0,
    width: 1,
    count: 0,
    data: new Int16Array(16),
  };
}

/** A core or the tile control unit at the data memory. */
export interface MemoryClient {
  readonly request: BlockRequest;
  /** The cycle after the last in which it did something. */
  readonly end: number;
  /** The block was checked and done in `cycle`, asked for from `asked` on; a new request, if any, is for a later
   *  cycle. */
  blockDone(cycle: number, asked: number): void;
}
