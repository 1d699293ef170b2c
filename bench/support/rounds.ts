/** Interleaved rounds: whatever slows this machine for a while slows all that is compared. */

export interface Contender<Result> {
  readonly name: string;
  run(): Promise<Result>;
}

/**
 * Runs all contenders in each round, beginning with another one each time. Returns the results by name, in the order of
 * the rounds.
 */
export const interleave = async <Result>(
  rounds: number,
  contenders: readonly Contender<Result>[],
  onResult: (round: number, name: string, result: Result) => void,
): Promise<ReadonlyMap<string, readonly Result[]>> => {
  const results = new Map<string, Result[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let i = 0; i < contenders.length; i += 1) {
      const contender = contenders[(i + round) % contenders.length];
      if (!contender) continue;
      const result = await contender.run();
      results.get(contender.name)?.push(result);
      onResult(round, contender.name, result);
    }
  }
  return results;
};
