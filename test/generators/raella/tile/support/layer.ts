import { type LayerRegister, layerRegisters } from '../../../../../config/raella/configuration-map.js';

/** Registers of a layer, those that are not told 0. */
export type LayerSettings = Readonly<Partial<Record<LayerRegister, number>>>;

/** A layer with the shape of a plain convolution. */
export const plainLayer: LayerSettings = {
  inHeight: 4,
  inWidth: 5,
  inChannels: 2,
  kernelHeight: 2,
  kernelWidth: 3,
  strideY: 1,
  strideX: 1,
  outHeight: 3,
  outWidth: 3,
  outputs: 2,
  toBuffer: 1,
};

/** Every register with its value, in the order of their numbers. */
export function registersOf(layer: LayerSettings): [LayerRegister, number][] {
  return layerRegisters.map(({ name }) => [name, layer[name] ?? 0]);
}

/** An element of a window as docs/raella-tile.md tells it. */
export interface Element {
  readonly row: number;
  readonly column: number;
  readonly channel: number;
  readonly inside: boolean;
  /** Not reduced to the size of the buffer. */
  readonly address: number;
  /** k. */
  readonly element: number;
}

/** The elements of the windows of a layer, window by window, from the page: of a max-pool layer a list for each channel. */
export function windowsOf(layer: LayerSettings): Element[][] {
  const of = (name: LayerRegister): number => layer[name] ?? 0;
  const windows: Element[][] = [];
  const [height, width, channels] = [of('inHeight'), of('inWidth'), of('inChannels')];
  const at = (oy: number, ox: number, ky: number, kx: number, channel: number, element: number): Element => {
    const row = oy * of('strideY') + ky - of('padTop');
    const column = ox * of('strideX') + kx - of('padLeft');
    const address = of('inBase') + (row * width + column) * channels + channel;
    const inside = row >= 0 && row < height && column >= 0 && column < width;
    return { row, column, channel, inside, address, element };
  };
  for (let oy = 0; oy < of('outHeight'); oy++)
    for (let ox = 0; ox < of('outWidth'); ox++) {
      const pools = of('operation') === 1;
      for (let outer = 0; outer < (pools ? channels : 1); outer++) {
        const window: Element[] = [];
        for (let ky = 0; ky < of('kernelHeight'); ky++)
          for (let kx = 0; kx < of('kernelWidth'); kx++)
            for (let inner = 0; inner < (pools ? 1 : channels); inner++)
              window.push(at(oy, ox, ky, kx, outer + inner, window.length));
        windows.push(window);
      }
    }
  return windows;
}
