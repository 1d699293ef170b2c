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
} as const;
