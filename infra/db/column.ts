/** One column of rows, as `unnest` takes it: a statement writes any number of rows at once. */
export const column = <T, K extends keyof T>(rows: readonly T[], key: K): T[K][] => rows.map((row) => row[key]);
