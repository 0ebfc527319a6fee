/** A straight line through measured points. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
  /** Share of the points' variance that the line explains; 1 is a perfect line. */
  readonly r2: number;
}

/** The line with the least squares. */
export function lineThrough(points: [x: number, y: number][]): Line {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const sum = (of: (x: number, y: number) => number) => points.reduce((total, [x, y]) => total + of(x, y), 0);
  const slope = sum((x, y) => (x - meanX) * (y - meanY)) / sum((x) => (x - meanX) ** 2);
  const intercept = meanY - slope * meanX;
  const unexplained = sum((x, y) => (y - slope * x - intercept) ** 2);
  return { slope, intercept, r2: 1 - unexplained / sum((_, y) => (y - meanY) ** 2) };
}
