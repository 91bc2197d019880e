/** Pin-level stimulus, one form for every engine: a flat program of 32-bit words.
 *
 *  | op | words after it | effect |
 *  | --- | --- | --- |
 *  | poke | port, value (ceil(width / 32) words, low first) | drives an input |
 *  | step | cycles | clocks that many times |
 *  | wait | port, limit | clocks until the one-bit output is 1, looked at before each clock; at `limit` clocks the run ends as a hang |
 *  | table | nPokes, nCaptures, nRows, poke ports, capture ports, then per row the poke values | per row: drive, settle, capture outputs, clock once |
 *  | mark | id | the vector (or other unit of work) that begins here; reported with hangs and assertions |
 *
 *  Port numbers count `SimDesign.ports`. Reset is applied before the first op. */
export const Op = { poke: 1, step: 2, wait: 3, table: 4, mark: 5 } as const;

export type StimulusWords = Uint32Array;
