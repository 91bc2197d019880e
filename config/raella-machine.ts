import type { RaellaCrossbarConfig, RaellaLayerSettings } from './raella-crossbar.js';

/** The keys that a RAELLA crossbar has alone and as part of an IMA or a tile. */
export type RaellaCrossbarKeys = Omit<RaellaCrossbarConfig, 'system'>;

/** An IMA of RAELLA: crossbars side by side with input registers of their own. Source: docs/raella-tile.md, "IMA". */
export interface RaellaImaConfig extends RaellaCrossbarKeys {
  readonly system: 'raella-ima';
  /** Crossbars of an IMA. */
  readonly crossbars: number;
  /** What its runs use by itself; no part of the hardware. */
  readonly layer: RaellaLayerSettings;
}

/** A tile of RAELLA: IMAs on one activation buffer, with a quantiser. Source: docs/raella-tile.md. */
export interface RaellaTileConfig extends RaellaCrossbarKeys {
  readonly system: 'raella-tile';
  /** Crossbars of an IMA. */
  readonly crossbars: number;
  readonly imas: number;
  /** Size of the activation buffer, a power of two. */
  readonly activationBytes: number;
  /** Entries of the quantiser's table. */
  readonly channels: number;
}
