/** What hatching says (DESIGN.md, Voice). */
import type { Species } from '#core/domain/pet/art/index.ts';

const species: Readonly<Record<Species, string>> = { dog: 'Dog', cat: 'Cat', mossling: 'Mossling' };

export const words = {
  title: 'Someone’s in there',
  text: 'It hatches with the first real thing you do.',
  who: 'Who is in the egg?',
  species,
  coat: 'Coat',
  name: 'Name',
  example: 'Biscuit',
  hello: (name: string) => (name.trim() === '' ? 'Say hello' : `Say hello to ${name.trim()}`),
  step: (n: number) => `Step ${n} of 2`,
  bite: (name: string) => `What is ${name}’s first bite?`,
  oneIsEnough: 'One real thing is enough. The rest can wait.',
  tiny: 'Tick a tiny habit',
  tinyCounts: '“Drank a glass of water” counts',
  tinyWhat: 'What did you do today?',
  tinyExample: 'Drink a glass of water',
  tinyDone: 'Done today',
  log: 'Log one moment with your dog',
  logCounts: 'A calm hello or a hard pull: both count the same',
  connect: (provider: string) => `Connect ${provider}`,
  brings: 'What you do there becomes food',
  failed: 'What can be connected cannot be read now. Nothing is lost.',
  lookAround: 'Look around first',
} as const;
