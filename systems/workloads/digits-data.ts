import { readFileSync } from 'node:fs';
import { codeFile } from '../../base/package-root.js';
import type { Network } from '../../compiler/network.js';
import type { LabelledImage } from './workload.js';

/** What the folder `digits/` holds. */
export interface DigitsData {
  readonly network: Network;
  /** Never seen in training. */
  readonly heldOut: readonly LabelledImage[];
  /** Part of the training images: they set the scales of the quantised network. */
  readonly calibration: readonly LabelledImage[];
}

interface ImageFile {
  readonly width: number;
  readonly height: number;
  /** Label, colon, and the pixels row by row, one digit to base 36 each. */
  readonly heldOut: readonly string[];
  readonly calibration: readonly string[];
}

let loaded: DigitsData | undefined;

/** Reads the digits once a process. Made by scripts/train-digits.mjs. */
export function digitsData(): DigitsData {
  if (!loaded) {
    const network = JSON.parse(textOf('network.json')) as Network;
    const images = JSON.parse(textOf('images.json')) as ImageFile;
    const decode = (line: string) => decodeImage(line, images, network.inputMaximum);
    loaded = { network, heldOut: images.heldOut.map(decode), calibration: images.calibration.map(decode) };
  }
  return loaded;
}

function textOf(file: string): string {
  return readFileSync(codeFile(`systems/workloads/digits/${file}`), 'utf8');
}

function decodeImage(line: string, { width, height }: ImageFile, maximum: number): LabelledImage {
  const [label = '', digits = ''] = line.split(':');
  const pixels = Uint8Array.from(digits, (digit) => Number.parseInt(digit, 36));
  return { width, height, pixels, maximum, label: Number(label) };
}
