/** An entry as the timesheets API sends it. */
export interface Entry {
  readonly id: number;
  readonly project: string;
}
