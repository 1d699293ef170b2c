/** Numbers and times in words (DESIGN.md, Voice). Pure. */
import type { PetView } from '#core/contract/pets.ts';

export const energyWords = (energy: number): string => {
  if (energy >= 85) return 'Full of beans';
  if (energy >= 60) return 'Lively';
  if (energy >= 35) return 'Easy-going';
  return energy >= 10 ? 'Drowsy' : 'Asleep';
};

export const tummyWords = (hunger: number): string => {
  if (hunger <= 10) return 'Full';
  if (hunger <= 40) return 'Nearly full';
  if (hunger <= 70) return 'Room for more';
  return 'Would love a snack';
};

/** Share of the way from this level to the next, 0 to 100. */
export const levelShare = ({ state_json: { xp }, level_floor, level_next }: PetView): number =>
  Math.floor((100 * (xp - level_floor)) / (level_next - level_floor));

export const toNextLevel = ({ state_json: { xp, level }, level_next }: PetView): string =>
  `${level_next - xp} XP to level ${level + 1}`;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });

/** `12:40`, in the time of the device. */
export const timeOf = (instant: string): string => clock.format(new Date(instant));

/** `Fri 27 Nov` */
export const dateOf = (date: string): string => day.format(new Date(`${date.slice(0, 10)}T12:00:00`)).replace(',', '');

/** `12:40` today, else `Fri 27 Nov, 12:40`. */
export const whenOf = (instant: string, now: Date = new Date()): string => {
  const at = new Date(instant);
  return at.toDateString() === now.toDateString()
    ? timeOf(instant)
    : `${day.format(at).replace(',', '')}, ${timeOf(instant)}`;
};

/** What every page says alike. */
export const common = {
  checking: 'Checking…',
  again: 'Try again',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
} as const;

const providerNames: Readonly<Record<string, string>> = {
  github: 'GitHub',
  system: 'Pawgress',
  manual: 'You',
  goals: 'Goals',
};
export const sourceName = (source: string): string => providerNames[source] ?? source;
