/** Levels and stages (spec 4.6). Both follow from XP and never fall. */

export type Stage = 'egg' | 'baby' | 'young' | 'adult' | 'elder';

/** Total XP at which `level` begins. From a level to the next costs 100 + 50 · (level − 1). */
export const levelFloor = (level: number): number => 25 * (level - 1) * (level + 2);

/** The greatest level whose floor is not above `xp`, looked for upwards from `from`. */
export const levelOf = (xp: number, from = 1): number => {
  let level = from;
  while (levelFloor(level + 1) <= xp) level += 1;
  return level;
};

/** An egg until the first XP; then baby, young from level 5, adult from 10, elder from 20. */
export const stageOf = (xp: number, level: number): Stage => {
  if (xp === 0) return 'egg';
  if (level >= 20) return 'elder';
  if (level >= 10) return 'adult';
  return level >= 5 ? 'young' : 'baby';
};
