/** Size of a matrix, or of the array that holds one. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
}
