/** Takes what a long operation is doing right now, as one short line. */
export type Progress = (message: string) => void;
