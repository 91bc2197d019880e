/** A text file of a design; `path` is relative to the design's folder, such as `rtl/shift_add.sv`. */
export interface DesignFile {
  readonly path: string;
  readonly text: string;
}
